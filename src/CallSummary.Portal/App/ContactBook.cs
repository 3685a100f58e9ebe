using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.App;

/// <summary>A subscriber's own names for numbers.</summary>
internal sealed class ContactBook(CallSummaryDbContext database)
{
    public const int Most = 5000;
    public const int LongestName = 100;

    public Task<List<Contact>> ListAsync(Viewer viewer, CancellationToken cancellationToken) =>
        viewer.Scope.Contacts(database).AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Number).ToListAsync(cancellationToken);

    /// <summary>Sets names; an empty one removes the contact. Returns how many there are to a number now that had another name or none.</summary>
    public async Task<int> SetAsync(Viewer viewer, IReadOnlyList<ContactEntry> entries, CancellationToken cancellationToken)
    {
        var there = await viewer.Scope.Contacts(database).ToDictionaryAsync(c => c.Number, cancellationToken);
        var changed = 0;
        foreach (var (number, text) in entries)
        {
            var name = text.Trim() is { Length: > LongestName } longer ? longer[..LongestName] : text.Trim();
            if (there.TryGetValue(number, out var contact))
            {
                if (name.Length == 0)
                {
                    database.Contacts.Remove(contact);
                    there.Remove(number);
                }
                else
                {
                    contact.Name = name;
                }

                changed++;
            }
            else if (name.Length > 0 && there.Count < Most)
            {
                contact = new Contact { TenantId = viewer.Scope.TenantId, SubscriberNumber = viewer.Number, Number = number, Name = name };
                database.Contacts.Add(contact);
                there[number] = contact;
                changed++;
            }
        }

        await database.SaveChangesAsync(cancellationToken);
        return changed;
    }
}
