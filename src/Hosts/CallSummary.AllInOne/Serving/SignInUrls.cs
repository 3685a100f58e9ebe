using CallSummary.Storage.Access;

namespace CallSummary.AllInOne.Serving;

/// <summary>Addresses that sign a person in, once.</summary>
internal static class SignInUrls
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static Task<string> SubscriberAsync(WebApplication service, string url, string tenant, string number, CancellationToken cancellationToken) =>
        MakeAsync(service, url, tenant, number, number, [], cancellationToken);

    public static Task<string> ConsoleAsync(WebApplication service, string url, string tenant, CancellationToken cancellationToken) =>
        MakeAsync(service, url, tenant, null, "Operator", ConsoleRoles.All, cancellationToken);

    private static async Task<string> MakeAsync(
        WebApplication service, string url, string tenant, string? number, string name, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        var token = await service.Services.GetRequiredService<SignInLinks>().CreateAsync(tenant, number, name, roles, Lifetime, cancellationToken);
        return $"{url}/signin/{token}";
    }
}
