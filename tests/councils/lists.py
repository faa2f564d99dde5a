"""Small lists as published, for tests of the import."""

PRINCIPAL_HEADING = (
    "code,gss_code,official_name,nice_name,nation,region,type,tier,county_gss,start_date,end_date,"
    "replaced_by_gss,pop_2020"
)
PRINCIPALS = (
    "KEN,E10000016,Kent County Council,Kent,England,South East,County,upper tier,,,,,",
    "ASF,E07000105,Ashford Borough Council,Ashford,England,South East,Non-metropolitan district,lower tier,"
    "E10000016,,,,131018.0",
    "NYK,E10000023,North Yorkshire County Council,North Yorkshire,England,Yorkshire,County,upper tier,"
    ",,2023-04-01,E06000065,",
    "SEL,E07000169,Selby District Council,Selby,England,Yorkshire,Non-metropolitan district,lower tier,"
    "E10000023,,2023-04-01,E06000065,",
    "NYE,E06000065,North Yorkshire Council,North Yorkshire,England,Yorkshire,Unitary authority,unitary,,2023-04-01,,,",
    "POW,W06000023,Powys Council,Powys,Wales,Wales,Welsh unitary authority,unitary,,,,,133030",
)
AREA_HEADING = "gss_code,name,name_cy,parent_gss,county_gss,parent_2019_gss,parent_2019_name,parent_method"
AREAS = (
    "E04005008,Wittersham,,E07000105,E10000016,E07000105,Ashford,ons2019-code",
    "E04007787,Carlton,,E06000065,,E07000169,Selby,ons2019-code",
    "E04013026,Kingswood,,,,,,ambiguous",
    "E04013343,Kingswood,,,,,,ambiguous",
    "W04000362,Hay,Y Gelli Gandryll,W06000023,,W06000023,Powys,ons2019-code",
    "E04007708,Lands common to Fylingdales and Hawsker-cum-Stainsacre,,E06000065,,,,recoded-same-name",
)


def principal_list(*rows):
    return "\n".join([PRINCIPAL_HEADING, *(rows or PRINCIPALS)]) + "\n"


def area_list(*rows):
    return "\n".join([AREA_HEADING, *(rows or AREAS)]) + "\n"
