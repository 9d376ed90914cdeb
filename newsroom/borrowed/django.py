from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

TAGS = (pgettext_lazy("A tag slug", "slug"),)
SIZES = (_("%s KB"),)
ADMIN = (
    _("%(app)s administration"),
    _("Breadcrumbs"),
    _("Pagination %(name)s"),
    _("Run"),
    _("Save and add another"),
    _("Save and continue editing"),
    _("Select all objects on this page for an action"),
    _("Select this object for an action - {}"),
    _("Add %(name)s"),
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Add another %(model)s"),
    _("Add another %(verbose_name)s"),
    _("Change selected %(model)s"),
    _("Delete selected %(model)s"),
    _("View selected %(model)s"),
    _("Delete selected %(verbose_name_plural)s"),
    _("Select all %(total_count)s %(module_name)s"),
    _("The {name} “{obj}” was added successfully."),
    _("You may edit it again below."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("Added {name} “{object}”."),
    _("Changed {fields}."),
    _("Changed {fields} for {name} “{object}”."),
    _("Deleted {name} “{object}”."),
    _(
        "Are you sure you want to delete the %(object_name)s “%(escaped_object)s”? "
        "All of the following related items will be deleted:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? "
        "All of the following objects and their related items will be deleted:"
    ),
    _(
        "Deleting the %(object_name)s “%(escaped_object)s” would require deleting "
        "the following protected related objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would require deleting "
        "the following protected related objects:"
    ),
    _(
        "Deleting %(class_name)s %(instance)s would require deleting "
        "the following protected related objects: %(related_objects)s"
    ),
    _("Yes, I’m sure"),
    _("Log in"),
    _(
        "Please enter the correct %(username)s and password for a staff account. "
        "Note that both fields may be case-sensitive."
    ),
)
