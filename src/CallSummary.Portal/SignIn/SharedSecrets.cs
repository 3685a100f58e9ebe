using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.SignIn;

/// <summary>Secrets that all portal processes must have in common, kept in the database.</summary>
internal sealed class SharedSecrets(IDbContextFactory<CallSummaryDbContext> contexts, StoredSecret stored, TimeProvider time)
{
    /// <summary>The secret, made when it is not there; of two processes that make it at once, the first wins.</summary>
    public async Task<string> GetAsync(string name, Func<string> create, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var secrets = database.PortalSecrets.AsNoTracking().Where(s => s.Name == name).Select(s => s.Value);
        if (await secrets.SingleOrDefaultAsync(cancellationToken) is { } there)
        {
            return Reveal(name, there);
        }

        try
        {
            var made = create();
            database.PortalSecrets.Add(new PortalSecret { Name = name, Value = stored.Protect(made), CreatedAt = time.GetUtcNow() });
            await database.SaveChangesAsync(cancellationToken);
            return made;
        }
        catch (DbUpdateException)
        {
            return Reveal(name, await secrets.SingleAsync(cancellationToken));
        }
    }

    private string Reveal(string name, string value) => stored.Reveal(value)
        ?? throw new InvalidOperationException($"The secret {name} cannot be read: its key ring ({PortalOptions.Section}:KeyRing) is not there. Put it back, or delete the row of PortalSecrets to have a new one made.");
}
