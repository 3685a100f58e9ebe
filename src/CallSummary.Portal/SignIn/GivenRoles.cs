using System.Security.Claims;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.SignIn;

/// <summary>Roles that administrators gave to a person by name of the identity provider.</summary>
internal sealed class GivenRoles(IDbContextFactory<CallSummaryDbContext> contexts)
{
    public async Task<IReadOnlyList<string>> OfAsync(ClaimsPrincipal user, string? tenantId, CancellationToken cancellationToken)
    {
        var names = NamesOf(user);
        if (tenantId is null || names.Count == 0)
        {
            return [];
        }

        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.PersonRoles.AsNoTracking().Where(p => p.TenantId == tenantId && names.Contains(p.Subject)).Select(p => p.Roles).ToListAsync(cancellationToken);
        return [.. rows.SelectMany(roles => roles.Split(',', StringSplitOptions.RemoveEmptyEntries)).Where(ConsoleRoles.All.Contains).Distinct()];
    }

    /// <summary>How a person is written in a row: an e-mail address in lower case, anything else as it is. Null when it can be neither.</summary>
    public static string? Subject(string text)
    {
        var subject = text.Trim();
        return subject.Length is 0 or > PersonRoles.LongestSubject || subject.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? null
            : subject.Contains('@', StringComparison.Ordinal) ? subject.ToLowerInvariant() : subject;
    }

    // An address that the provider has not verified may be anybody's (OpenID Connect Core 1.0 section 5.7); a subject that looks like one is none.
    internal static List<string> NamesOf(ClaimsPrincipal user)
    {
        var names = new List<string>();
        if (user.FindFirstValue("sub") is { Length: > 0 } subject && !subject.Contains('@', StringComparison.Ordinal))
        {
            names.Add(subject);
        }

        if (user.FindFirstValue("email") is { Length: > 0 } address && string.Equals(user.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase))
        {
            names.Add(address.ToLowerInvariant());
        }

        return names;
    }
}
