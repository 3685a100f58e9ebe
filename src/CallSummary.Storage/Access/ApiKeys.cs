using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage.Access;

/// <summary>Makes, finds and revokes keys to the API. A key is kept as its SHA-256 only: it has 256 random bits, so no salt or slow hash is needed.</summary>
public sealed class ApiKeys(IDbContextFactory<CallSummaryDbContext> contexts, TimeProvider time)
{
    private const string Prefix = "cs_";
    private const int Bytes = 32;
    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(Bytes);

    /// <summary>Makes a key.</summary>
    /// <param name="tenantId">The tenant it belongs to.</param>
    /// <param name="subscriberNumber">The one subscriber it may read, E.164, or null for all of the tenant.</param>
    /// <param name="name">What it is for, in the operator's words.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The stored row, and the key: show it now, it cannot be read again.</returns>
    public async Task<(ApiKey Row, string Key)> CreateAsync(
        string tenantId, string? subscriberNumber, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var now = time.GetUtcNow();
        var row = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            KeySha256 = Hash(key),
            TenantId = tenantId,
            SubscriberNumber = subscriberNumber,
            Name = name,
            CreatedAt = now,
        };
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        database.ApiKeys.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        return (row, key);
    }

    /// <summary>Finds a key that works; null when it is none of ours or was revoked.</summary>
    public async Task<ApiKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (key is null || key.Length != Length || !key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Hash(key);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.KeySha256 == hash && k.RevokedAt == null, cancellationToken);

        // The index finds by hash, which tells a guesser nothing of the key; the last comparison is constant-time all the same.
        return row is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.KeySha256), Encoding.ASCII.GetBytes(hash))
            ? row
            : null;
    }

    /// <summary>Revokes a tenant's key from now on; false when the tenant has no such working key.</summary>
    public async Task<bool> RevokeAsync(Guid id, string tenantId, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var revoked = await database.ApiKeys
            .Where(k => k.Id == id && k.TenantId == tenantId && k.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, now), cancellationToken) == 1;
        if (revoked)
        {
            await database.PushDevices.Where(d => d.SessionId == id).ExecuteDeleteAsync(cancellationToken);
        }

        return revoked;
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
