"""Facts that pages keep for a while because counting them anew costs more than all the rest.

A fact can always be counted again. So when Valkey is away nothing is found and nothing is kept, and pages go on; what
must not be lost or passed over, such as the limits of signing in, stays with the cache that says so.
"""

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from django.utils.connection import ConnectionProxy
from redis.exceptions import RedisError

cache = ConnectionProxy(caches, "facts")


class FactsCache(RedisCache):
    """Django's own, which takes a Valkey that does not answer for an empty one."""

    def get(self, key, default=None, version=None):
        try:
            return super().get(key, default, version)
        except RedisError:
            return default

    def get_many(self, keys, version=None):
        try:
            return super().get_many(keys, version)
        except RedisError:
            return {}

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self.set_many({key: value}, timeout, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        try:
            return super().add(key, value, timeout, version)
        except RedisError:
            return False

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        try:
            return super().set_many(data, timeout, version)
        except RedisError:
            return list(data)

    def delete(self, key, version=None):
        self.delete_many([key], version)

    def delete_many(self, keys, version=None):
        try:
            super().delete_many(keys, version)
        except RedisError:
            return
