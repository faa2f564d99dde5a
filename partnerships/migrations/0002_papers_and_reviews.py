"""Papers say which of the list they are; a review is not before the first day. Words of choices changed too."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0001_register'),
    ]

    operations = [
        migrations.AddField(
            model_name='requireddocument',
            name='key',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='governance',
            field=models.CharField(blank=True, choices=[('meetings', 'Informal meetings'), ('forum', 'Partnership board or forum'), ('terms', 'Terms of reference or memorandum'), ('committee', 'Joint committee'), ('lead', 'Lead authority with a management board'), ('formal', 'Formal agreement between authorities'), ('company', 'Board of a company'), ('statutory', 'Board that a law requires')], max_length=20),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='phase',
            field=models.CharField(blank=True, choices=[('mobilise', 'Getting started'), ('change', 'Changing how things are done'), ('consolidate', 'Established, and kept going')], max_length=20),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='statute',
            field=models.CharField(choices=[('none', 'No law requires it'), ('crime', 'Crime and Disorder Act 1998'), ('health', 'Health and Social Care Act 2012'), ('funds', 'The council is the accountable body for outside funds'), ('other', 'Another law')], default='none', max_length=10),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='vehicle',
            field=models.CharField(blank=True, choices=[('none', 'No separate body'), ('shared_post', 'Shared post'), ('shared_team', 'Shared team or management'), ('lead_authority', 'One council does it for all'), ('joint_buying', 'Joint buying'), ('charity', 'Charity, trust or foundation'), ('guarantee', 'Company limited by guarantee'), ('council_company', 'Company owned by councils'), ('other_council', 'Another local authority'), ('public_body', 'Another public body'), ('hub', 'Shared building')], max_length=20),
        ),
        migrations.AlterField(
            model_name='party',
            name='role',
            field=models.CharField(choices=[('lead', 'Leads'), ('partner', 'Takes part'), ('funder', 'Funds'), ('provider', 'Delivers')], default='partner', max_length=10),
        ),
        migrations.AlterField(
            model_name='requireddocument',
            name='basis',
            field=models.CharField(choices=[('legal', 'A law requires it'), ('policy', 'Our policy requires it'), ('habit', 'It has always been done')], max_length=10),
        ),
        migrations.AlterField(
            model_name='requireddocument',
            name='state',
            field=models.CharField(choices=[('wanted', 'Needed'), ('there', 'We have it'), ('waived', 'Left out')], default='wanted', max_length=10),
        ),
        AddConstraintNotValid(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('next_review_on', None), ('next_review_on__gte', models.F('starts_on')), _connector='OR'), name='partnership_reviewed_after_its_start'),
        ),
    ]
