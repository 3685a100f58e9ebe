using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage.Access;

/// <summary>Makes and redeems one-time sign-in links.</summary>
public sealed class SignInLinks(IDbContextFactory<CallSummaryDbContext> contexts, TimeProvider time)
{
    /// <summary>Makes a link's token.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="subscriberNumber">The subscriber, or null for the console.</param>
    /// <param name="name">Who it is for.</param>
    /// <param name="roles">Console roles (see <see cref="ConsoleRoles"/>); none for a subscriber.</param>
    /// <param name="lifetime">How long it may wait to be used.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The token: append it to <c>/signin/</c>. It cannot be read again.</returns>
    public async Task<string> CreateAsync(
        string tenantId, string? subscriberNumber, string name, IEnumerable<string> roles, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        var token = SecretToken.Create();
        var now = time.GetUtcNow();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.SignInLinks.Where(l => l.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        database.SignInLinks.Add(new SignInLink
        {
            TokenSha256 = SecretToken.Hash(token),
            TenantId = tenantId,
            SubscriberNumber = subscriberNumber,
            Name = name,
            Roles = string.Join(',', roles),
            ExpiresAt = now + lifetime,
        });
        await database.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>The link of a token that still works, or null. It stays usable.</summary>
    public async Task<SignInLink?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (SecretToken.Hash(token), time.GetUtcNow());
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.SignInLinks.AsNoTracking().SingleOrDefaultAsync(l => l.TokenSha256 == hash && l.ExpiresAt > now, cancellationToken);
    }

    /// <summary>Uses a link up; null when it was used, has expired, or is none of ours.</summary>
    public async Task<SignInLink?> RedeemAsync(string token, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not { } link)
        {
            return null;
        }

        // Of two that come at once, one deletes the row.
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.SignInLinks.Where(l => l.TokenSha256 == link.TokenSha256).ExecuteDeleteAsync(cancellationToken) == 1 ? link : null;
    }
}
