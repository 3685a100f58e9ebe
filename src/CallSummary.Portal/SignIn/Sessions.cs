using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.SignIn;

/// <summary>Starts, finds and ends sessions. Subscribers' move on with use; the console's end at a fixed time.</summary>
internal sealed class Sessions(IDbContextFactory<CallSummaryDbContext> contexts, IOptions<PortalOptions> options, TimeProvider time)
{
    private const int LongestDevice = 120;

    /// <summary>A session in use is written to at most this often.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    private readonly PortalSignInOptions _settings = options.Value.SignIn;

    /// <returns>The token for the cookie.</returns>
    public async Task<string> StartAsync(Person person, string device, CancellationToken cancellationToken)
    {
        var (token, now) = (SecretToken.Create(), time.GetUtcNow());
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.PushDevices.Where(d => database.Sessions.Any(s => s.Id == d.SessionId && s.ExpiresAt < now)).ExecuteDeleteAsync(cancellationToken);
        await database.Sessions.Where(s => s.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        database.Sessions.Add(new Session
        {
            Id = Guid.CreateVersion7(now),
            TokenSha256 = SecretToken.Hash(token),
            TenantId = person.TenantId,
            SubscriberNumber = person.SubscriberNumber,
            Name = person.Name,
            Roles = string.Join(',', person.Roles),
            Device = device.Length > LongestDevice ? device[..LongestDevice] : device,
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now + Lifetime(person.SubscriberNumber),
        });
        await database.SaveChangesAsync(cancellationToken);
        return token;
    }

    public async Task<Session?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length != SecretToken.Length)
        {
            return null;
        }

        var (hash, now) = (SecretToken.Hash(token), time.GetUtcNow());
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await database.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.TokenSha256 == hash && s.ExpiresAt > now, cancellationToken);
        if (session is not null && now - session.SeenAt > SeenEvery)
        {
            var end = session.SubscriberNumber is null ? session.ExpiresAt : now + Lifetime(session.SubscriberNumber);
            await database.Sessions.Where(s => s.Id == session.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now).SetProperty(s => s.ExpiresAt, end), cancellationToken);
        }

        return session;
    }

    public async Task<bool> IsOpenAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions.AnyAsync(s => s.Id == id && s.ExpiresAt > now, cancellationToken);
    }

    /// <summary>Ends a session of this person; what it could do, notices included, ends with it.</summary>
    public async Task<bool> EndAsync(Guid id, Viewer viewer, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var ended = await database.Sessions
            .Where(s => s.Id == id && s.TenantId == viewer.Scope.TenantId && (s.Id == viewer.SessionId || (viewer.IsSubscriber && s.SubscriberNumber == viewer.Scope.SubscriberNumber)))
            .ExecuteDeleteAsync(cancellationToken) == 1;
        if (ended)
        {
            await database.PushDevices.Where(d => d.SessionId == id).ExecuteDeleteAsync(cancellationToken);
            await database.AccessGrants.Where(g => g.SessionId == id).ExecuteDeleteAsync(cancellationToken);
        }

        return ended;
    }

    private TimeSpan Lifetime(string? subscriber) => subscriber is null ? _settings.ConsoleSession : _settings.SubscriberSession;
}
