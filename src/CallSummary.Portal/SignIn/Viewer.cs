using System.Reflection;
using System.Security.Claims;
using CallSummary.Portal.Access;
using CallSummary.Storage.Access;
using Microsoft.AspNetCore.Http;

namespace CallSummary.Portal.SignIn;

/// <summary>The person at the browser.</summary>
internal sealed record Viewer(Guid SessionId, string Name, CallScope Scope, IReadOnlySet<string> Roles)
{
    public bool IsSubscriber => Scope.SubscriberNumber is not null;

    public string Number => Scope.SubscriberNumber ?? throw new InvalidOperationException("The page must require the subscriber policy.");

    public bool MayListen => Roles.Contains(ConsoleRoles.Audio);

    /// <summary>Roles that this person may give to others: who makes tenants is not for one tenant's administrators to say.</summary>
    public IReadOnlyList<string> MayGive => [.. ConsoleRoles.All.Where(r => r != ConsoleRoles.Tenants || Roles.Contains(r))];

    /// <summary>Binds an endpoint's parameter to the session.</summary>
    public static ValueTask<Viewer?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context.User));

    /// <summary>Null when nobody is signed in with a session.</summary>
    public static Viewer? Of(ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true, AuthenticationType: SessionHandler.SchemeName }
        ? new Viewer(
            Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!),
            user.FindFirstValue(ClaimTypes.Name)!,
            CallScope.Of(user),
            user.FindAll(ClaimTypes.Role).Select(c => c.Value).ToHashSet())
        : null;
}
