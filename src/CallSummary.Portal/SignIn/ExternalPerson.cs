using System.Security.Claims;
using CallSummary.Storage.Access;

namespace CallSummary.Portal.SignIn;

/// <summary>Reads from the identity provider's claims who somebody is here.</summary>
internal static class ExternalPerson
{
    private const int LongestName = 100;

    /// <summary>Why the claims give the person nothing to do here, in the operator's words; null when they do.</summary>
    public static string? ProblemOf(ClaimsPrincipal user, PortalOpenIdOptions settings, IReadOnlyList<string> given)
    {
        if (TenantOf(user, settings) is null)
        {
            return $"The identity provider sent no claim \"{settings.TenantClaim}\", which says the tenant.";
        }

        return RolesOf(user, settings, given).Count == 0 && NumberOf(user, settings) is null
            ? $"The identity provider sent neither a role that CallSummary:Portal:SignIn:OpenId:Roles knows (claim \"{settings.RoleClaim}\"), nor a person to whom the console gives one, nor a number (claim \"{settings.NumberClaim}\")."
            : null;
    }

    /// <summary>The person of claims that have no problem. Somebody with a role works in the console, whatever number the claims hold.</summary>
    public static Person Of(ClaimsPrincipal user, PortalOpenIdOptions settings, IReadOnlyList<string> given)
    {
        var roles = RolesOf(user, settings, given);
        var number = roles.Count == 0 ? NumberOf(user, settings) : null;
        var name = user.FindFirstValue("name") ?? user.FindFirstValue("preferred_username") ?? user.FindFirstValue("email") ?? number ?? user.FindFirstValue("sub") ?? "?";
        return new Person(TenantOf(user, settings)!, number, name.Length > LongestName ? name[..LongestName] : name, roles);
    }

    /// <summary>The tenant, or null when the claims do not say it.</summary>
    public static string? TenantOf(ClaimsPrincipal user, PortalOpenIdOptions settings) => settings.Tenant ?? user.FindFirstValue(settings.TenantClaim);

    private static string? NumberOf(ClaimsPrincipal user, PortalOpenIdOptions settings) =>
        user.FindFirstValue(settings.NumberClaim) is { } number && !string.IsNullOrWhiteSpace(number) ? number : null;

    private static List<string> RolesOf(ClaimsPrincipal user, PortalOpenIdOptions settings, IReadOnlyList<string> given) =>
    [
        .. user.FindAll(settings.RoleClaim)
            .Select(claim => settings.Roles.GetValueOrDefault(claim.Value))
            .OfType<string>().Concat(given).Where(ConsoleRoles.All.Contains).Distinct().Order(StringComparer.Ordinal),
    ];
}
