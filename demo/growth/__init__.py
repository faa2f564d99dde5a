"""The national data set: as many people, agreements and audit events as a portal for all councils would hold.

It writes what happened in past years, on purpose and by COPY: no action can be asked to sign a charter two years ago
for somebody. That is allowed here only, since `demo` exists under the demonstration's settings alone; every trigger
and constraint of the database applies. One seed gives the same rows; what is there already stays as it is.
"""
