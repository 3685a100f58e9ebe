using CallSummary.Gateway;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.AllInOne.Serving;

/// <summary>Says how to use a service that nobody has a key to yet, and makes the first key.</summary>
internal static class FirstStart
{
    public static async Task WelcomeAsync(WebApplication service, TextWriter output, CancellationToken cancellationToken)
    {
        var gateway = service.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        var url = service.Urls.First().Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        await using (var database = await service.Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContextAsync(cancellationToken))
        {
            if (await database.ApiKeys.AnyAsync(cancellationToken))
            {
                return;
            }
        }

        var tenant = gateway.Tenants[0].Id;
        var (_, key) = await service.Services.GetRequiredService<ApiKeys>().CreateAsync(tenant, null, "first start", cancellationToken);
        var subscriber = gateway.Tenants[0].Subscribers.FirstOrDefault(number => !number.Contains('*', StringComparison.Ordinal));
        var app = subscriber is null
            ? $"callsummary signin {tenant} YOUR-NUMBER makes a link for the number that you call from"
            : await SignInUrls.SubscriberAsync(service, url, tenant, subscriber, cancellationToken);
        var console = await SignInUrls.ConsoleAsync(service, url, tenant, cancellationToken);
        var port = gateway.SipUdp[(gateway.SipUdp.LastIndexOf(':') + 1)..];
        await output.WriteLineAsync($"""

            CallSummary is up, for the first time with this data folder.
              dial            sip:{gateway.Routes[0].Number}@127.0.0.1:{port} with any softphone on this machine, talk after the notice, hang up
              subscriber app  {app}
              console         {console}   (signs in the operator, once)
              API key         {key}   (tenant {tenant}; shown once, kept as a hash)
              read            curl -H "Authorization: Bearer {key}" {url}/api/v1/calls
              documentation   {url}/docs
              more keys       POST {url}/api/v1/keys
            The bundled models are demonstration models: they verify the installation, not for real calls. README.md says how to use others.

            """);
    }
}
