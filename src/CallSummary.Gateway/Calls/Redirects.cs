using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip.Messages;

namespace CallSummary.Gateway.Calls;

/// <summary>
/// Where a next hop's 3xx may lead a call (RFC 3261 section 8.1.3.4). Whoever may redirect chooses whom we dial and pay for: so only where
/// the trunk allows it, to the trunk's own hosts, to numbers that it names, a few times, and nowhere twice.
/// </summary>
internal sealed class Redirects(CallPlan plan)
{
    private readonly HashSet<string> _tried = new(StringComparer.OrdinalIgnoreCase);
    private readonly CallHistory _history = new(plan.OutTrunk is { SendsDiversion: true });

    private int _followed;
    private string? _target;

    /// <summary>How the call came to a URI; null when it was not sent there by a redirect.</summary>
    public CallHistory? HistoryOf(string uri) => uri == _target ? _history : null;

    /// <summary>The URI was called: no redirect leads there again.</summary>
    public void Tried(string uri) => _tried.Add(SipUri.TryParse(uri, out var parsed) ? Key(parsed) : uri);

    /// <summary>The next URI to call; null when the answer is no redirect, or leads nowhere that is allowed.</summary>
    /// <param name="uri">What was called.</param>
    /// <param name="response">Its answer.</param>
    public string? Next(string uri, SipResponse? response)
    {
        if (response is not { StatusCode: >= 300 and < 400 } || plan.OutTrunk is not { } trunk || _followed >= trunk.MaxRedirects)
        {
            return null;
        }

        foreach (var contact in response.Headers.Elements(SipHeaderNames.Contact))
        {
            if (NameAddress.TryParse(contact, out var address) && IsAllowed(trunk, address.Uri) && _tried.Add(Key(address.Uri)))
            {
                _followed++;
                _history.Add(SipUri.Parse(uri), response);
                return _target = address.Uri.WithoutHeaders().ToString();
            }
        }

        return null;
    }

    private static bool IsAllowed(Trunk trunk, SipUri target) =>
        target is { IsSip: true, User: { Length: > 0 } user }
        && trunk.Hops.Any(h => SipUri.Parse(h).Host.Equals(target.Host, StringComparison.OrdinalIgnoreCase))
        && trunk.Numbers.Normalize(user) is { } number
        && trunk.MayRedirectTo(number);

    private static string Key(SipUri uri) => $"{uri.User}@{uri.Host}:{uri.Port}";
}
