using CallSummary.Storage.Subscribers;

namespace CallSummary.Portal.App;

/// <summary>A subscriber's contacts.</summary>
internal sealed record ContactsPage(IReadOnlyList<Contact> Contacts, int? Imported);
