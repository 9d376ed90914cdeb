"""Fields of the desk in which a row is found by typing, and that survive what no browser sends."""

from django.contrib.admin.widgets import AutocompleteSelect

from newsroom.core import asked


class FoundRow(AutocompleteSelect):
    def optgroups(self, name, value, attrs=None):
        """Django looks up what was sent to show it again, whether it can be a key or not."""
        return super().optgroups(name, [key for key in value if asked.key(str(key))], attrs)


class Finding:
    """For the classes of the admin that have `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = FoundRow(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
