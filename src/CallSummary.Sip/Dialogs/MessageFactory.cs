using System.Globalization;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Dialogs;

/// <summary>Puts our own headers on messages: Via, Contact, Allow, Supported, User-Agent.</summary>
internal sealed class MessageFactory(SipStackOptions options, TransportLayer transports)
{
    private static readonly string[] s_ours =
    [
        SipHeaderNames.Via, SipHeaderNames.From, SipHeaderNames.To, SipHeaderNames.CallId, SipHeaderNames.CSeq, SipHeaderNames.MaxForwards,
        SipHeaderNames.ContentLength, SipHeaderNames.Route, SipHeaderNames.RecordRoute, SipHeaderNames.UserAgent, SipHeaderNames.Allow,
        SipHeaderNames.SessionExpires, SipHeaderNames.MinSE, SipHeaderNames.RSeq, SipHeaderNames.RAck,
    ];

    private readonly string _allow = string.Join(", ", options.AllowedMethods);
    private readonly string _supported = string.Join(", ", Extensions(options));
    private readonly string _packages = string.Join(", ", options.InfoPackages);
    private readonly HashSet<string> _extensions = new(Extensions(options), StringComparer.OrdinalIgnoreCase);
    private readonly string _accept = string.Join(", ", options.AcceptedBodies);

    /// <summary>A response with the headers its status calls for.</summary>
    public SipResponse Response(SipRequest request, int status, string? reason = null, string? toTag = null, SipHeaders? extra = null)
    {
        var response = SipResponse.For(request, status, reason, status == 100 ? null : toTag ?? SipIds.Tag());
        var headers = response.Headers;
        headers.AddParsed(SipHeaderNames.Server, options.UserAgent);
        switch (status)
        {
            case 405:
                headers.AddParsed(SipHeaderNames.Allow, _allow);
                break;
            case 469:
                headers.AddParsed(SipHeaderNames.RecvInfo, _packages);
                break;
            case 415 or 406:
                headers.AddParsed(SipHeaderNames.Accept, _accept);
                break;
            case 503:
                headers.AddParsed(SipHeaderNames.RetryAfter, ((int)options.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture));
                break;
        }
        CopyExtra(extra, headers, allowContact: true);
        return response;
    }

    /// <summary>What 2xx to INVITE and OPTIONS say about us.</summary>
    public void AddCapabilities(SipHeaders headers)
    {
        headers.AddParsed(SipHeaderNames.Allow, _allow);
        if (_supported.Length > 0) headers.AddParsed(SipHeaderNames.Supported, _supported);
        if (_packages.Length > 0) headers.AddParsed(SipHeaderNames.RecvInfo, _packages);
    }

    /// <summary>Whether we do what an option tag names.</summary>
    public bool Supports(string tag) => _extensions.Contains(tag);

    public void AddAccept(SipHeaders headers) => headers.AddParsed(SipHeaderNames.Accept, _accept);

    /// <summary>Our Contact towards a peer.</summary>
    /// <param name="headers">Where to.</param>
    /// <param name="peer">Who will use it.</param>
    /// <param name="user">The user part; null: the usual one.</param>
    /// <param name="isSecure">Whether it must be a sips URI: the dialog was opened with one (RFC 3261, 8.1.1.8 and 12.1.1).</param>
    /// <param name="parameters">Feature tags behind the URI, with their semicolons.</param>
    public void AddContact(SipHeaders headers, SipPeer peer, string? user, bool isSecure = false, string? parameters = null) =>
        headers.Set(SipHeaderNames.Contact, $"<{ContactUri(peer, user, isSecure)}>{parameters}");

    public SipUri ContactUri(SipPeer peer, string? user, bool isSecure = false)
    {
        var (host, port) = transports.LocalName(peer);
        var isSips = isSecure && peer.Protocol == SipProtocol.Tls;
        var uri = new SipUri(user ?? options.ContactUser, host, port, isSips ? "sips" : "sip");
        if (!isSips && SipProtocols.UriName(peer.Protocol) is { } name) uri.Parameters["transport"] = name;
        return uri;
    }

    /// <summary>Completes a request for sending: a fresh Via on top (RFC 3261, 8.1.1.7; rport: RFC 3581) and User-Agent.</summary>
    public void AddVia(SipRequest request, SipPeer peer)
    {
        var (host, port) = transports.LocalName(peer);
        var parameters = new SipParameters { ["branch"] = SipIds.Branch(), ["rport"] = "" };
        if (peer.Protocol == SipProtocol.Tls && transports.IsListening(SipProtocol.Tls)) parameters["alias"] = "";
        request.Headers.InsertFirst(SipHeaderNames.Via, new Via(SipProtocols.ViaName(peer.Protocol), host, port, parameters).ToString());
        if (!request.Headers.Contains(SipHeaderNames.UserAgent)) request.Headers.AddParsed(SipHeaderNames.UserAgent, options.UserAgent);
    }

    /// <summary>Copies a user's headers except those that are the stack's own.</summary>
    public static void CopyExtra(SipHeaders? extra, SipHeaders target, bool allowContact)
    {
        if (extra is null) return;
        foreach (var (name, value) in extra)
        {
            if (s_ours.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (!allowContact && name == SipHeaderNames.Contact) continue;
            target.AddParsed(name, value);
        }
    }

    private static IEnumerable<string> Extensions(SipStackOptions options)
    {
        if (options.SessionExpires is not null) yield return "timer";
        if (options.ReliableProvisionals) yield return "100rel";
        foreach (var tag in options.SupportedExtensions) yield return tag;
    }
}
