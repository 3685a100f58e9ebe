using System.Security.Claims;
using CallSummary.Storage.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.SignIn;

/// <summary>Reads from the identity provider's claims who somebody is here.</summary>
internal sealed class ExternalPerson(IOptions<PortalOptions> options)
{
    private readonly PortalOpenIdOptions _settings = options.Value.SignIn.OpenId;

    /// <exception cref="AuthenticationFailureException">The claims give the person nothing to do here.</exception>
    public Person Of(ClaimsPrincipal user)
    {
        var tenant = _settings.Tenant ?? user.FindFirstValue(_settings.TenantClaim)
            ?? throw new AuthenticationFailureException($"The identity provider sent no claim \"{_settings.TenantClaim}\", which says the tenant.");
        var roles = user.FindAll(_settings.RoleClaim)
            .Select(claim => _settings.Roles.GetValueOrDefault(claim.Value))
            .OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var number = roles.Count == 0 ? user.FindFirstValue(_settings.NumberClaim) : null;
        if (roles.Count == 0 && string.IsNullOrWhiteSpace(number))
        {
            throw new AuthenticationFailureException(
                $"The identity provider sent neither a role that CallSummary:Portal:SignIn:OpenId:Roles knows (claim \"{_settings.RoleClaim}\") nor a number (claim \"{_settings.NumberClaim}\").");
        }

        var name = user.FindFirstValue("name") ?? user.FindFirstValue("preferred_username") ?? user.FindFirstValue("email") ?? number ?? user.FindFirstValue("sub") ?? "?";
        return new Person(tenant, number, name.Length > 100 ? name[..100] : name, [.. roles.Where(ConsoleRoles.All.Contains)]);
    }
}
