using CallSummary.Portal.Access;
using CallSummary.Storage.Access;
using Microsoft.AspNetCore.Authorization;

namespace CallSummary.Portal.SignIn;

/// <summary>Who may open which pages. A subscriber opens nothing of the console, and the console nothing of a subscriber's.</summary>
internal static class PagePolicies
{
    public const string Subscriber = "page-subscriber";
    public const string Support = "page-support";
    public const string Audio = "page-audio";
    public const string Operations = "page-operations";
    public const string Administration = "page-administration";
    public const string Tenants = "page-tenants";

    public static void Add(AuthorizationBuilder policies) => policies
        .AddPolicy(Subscriber, policy => Session(policy).RequireClaim(CallScope.SubscriberClaim))
        .AddPolicy(Support, policy => Console(policy, ConsoleRoles.Support))
        .AddPolicy(Audio, policy => Console(policy, ConsoleRoles.Support).RequireRole(ConsoleRoles.Audio))
        .AddPolicy(Operations, policy => Console(policy, ConsoleRoles.Operations))
        .AddPolicy(Administration, policy => Console(policy, ConsoleRoles.Administration))
        .AddPolicy(Tenants, policy => Console(policy, ConsoleRoles.Tenants));

    private static AuthorizationPolicyBuilder Console(AuthorizationPolicyBuilder policy, string role) => Session(policy)
        .RequireRole(role)
        .RequireAssertion(context => !context.User.HasClaim(c => c.Type == CallScope.SubscriberClaim));

    private static AuthorizationPolicyBuilder Session(AuthorizationPolicyBuilder policy) =>
        policy.AddAuthenticationSchemes(SessionHandler.SchemeName).RequireAuthenticatedUser();
}
