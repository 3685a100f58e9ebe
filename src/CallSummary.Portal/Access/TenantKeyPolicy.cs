using Microsoft.AspNetCore.Authorization;

namespace CallSummary.Portal.Access;

/// <summary>Admits keys of a tenant, not those of one subscriber.</summary>
internal static class TenantKeyPolicy
{
    public const string Name = "tenant-key";

    public static void Build(AuthorizationPolicyBuilder policy) => policy
        .AddAuthenticationSchemes(ApiKeyHandler.SchemeName)
        .RequireAuthenticatedUser()
        .RequireAssertion(context => !context.User.HasClaim(c => c.Type == CallScope.SubscriberClaim));
}
