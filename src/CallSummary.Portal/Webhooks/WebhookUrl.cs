using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Webhooks;

/// <summary>Judges a URL when it is registered. Every delivery judges the address again, when it connects.</summary>
internal sealed class WebhookUrl(AddressPolicy addresses, ResolveHost resolve, IOptions<PortalOptions> options)
{
    public const int Longest = 2048;

    private static readonly TimeSpan ResolveTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Null when events may be sent there, or what is wrong with it and how to put it right.</summary>
    public async Task<string?> ProblemAsync(string? text, CancellationToken cancellationToken)
    {
        var http = options.Value.Webhooks.AllowHttp;
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return $"\"url\" must be an absolute URL of at most {Longest} characters, for example https://example.org/callsummary.";
        }

        if (url.Scheme != Uri.UriSchemeHttps && !(http && url.Scheme == Uri.UriSchemeHttp))
        {
            return http
                ? "\"url\" must begin with https:// or http://."
                : "\"url\" must begin with https://: events hold what was said on a call. The operator can allow http with CallSummary:Portal:Webhooks:AllowHttp.";
        }

        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            return "\"url\" must hold no user name, password or fragment: deliveries are authenticated by their signature.";
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ResolveTimeout);
            var found = await resolve(url.IdnHost, limit.Token);
            return found.Length == 0 ? NotResolved(url)
                : found.All(addresses.Allows) ? null
                : $"\"url\": {url.IdnHost} is, or resolves to, an address that is private, loopback, link-local or reserved. Use a public host; the operator can allow networks with CallSummary:Portal:Webhooks:AllowedNetworks.";
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return NotResolved(url);
        }
    }

    private static string NotResolved(Uri url) => $"\"url\": the host {url.IdnHost} cannot be resolved. Check its spelling and its DNS entry.";
}
