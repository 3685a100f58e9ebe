using System.Net;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Dialogs;

/// <summary>What a dialog knows (RFC 3261, 12.1) and how it makes and judges requests (12.2). The owner's lock guards it.</summary>
internal sealed class DialogState
{
    private IReadOnlyList<string> _routes;
    private uint _localSequence;
    private uint? _remoteSequence;

    private DialogState(DialogId id, bool isCaller, NameAddress local, NameAddress remote, IReadOnlyList<string> routes, SipUri target, SipPeer peer)
    {
        Id = id;
        IsCaller = isCaller;
        LocalParty = local;
        RemoteParty = remote;
        _routes = routes;
        RemoteTarget = target;
        Peer = peer;
    }

    public DialogId Id { get; }

    public bool IsCaller { get; }

    public NameAddress LocalParty { get; }

    public NameAddress RemoteParty { get; }

    public SipUri RemoteTarget { get; private set; }

    /// <summary>Where the peer's last message came from.</summary>
    public SipPeer Peer { get; set; }

    /// <summary>Whether the dialog was opened with a sips URI: then our Contact is one too (RFC 3261, 12.1.1).</summary>
    public bool IsSecure { get; init; }

    /// <summary>The host that the call was sent to, where we made it: later requests to it go the same way.</summary>
    public string? FirstHop { get; init; }

    /// <summary>Whether the peer's Allow named UPDATE.</summary>
    public bool PeerTakesUpdate { get; private set; }

    /// <summary>The user part of our Contact in this dialog.</summary>
    public required string ContactUser { get; init; }

    /// <summary>RFC 3261, 12.1.1.</summary>
    public static DialogState OfServer(SipRequest invite, string localTag, SipPeer peer, string contactUser) =>
        new(new DialogId(invite.CallId, localTag, invite.From.Tag ?? ""), isCaller: false, invite.To.WithTag(localTag), invite.From,
            [.. invite.Headers.Elements(SipHeaderNames.RecordRoute)], invite.ContactUri ?? invite.From.Uri, peer)
        {
            ContactUser = contactUser,
            IsSecure = invite.RequestUri.Scheme == "sips",
            PeerTakesUpdate = TakesUpdate(invite),
            _remoteSequence = invite.CSeq.Number,
        };

    /// <summary>RFC 3261, 12.1.2.</summary>
    public static DialogState OfClient(SipRequest invite, SipResponse response, SipPeer peer, string contactUser, SipUri firstHop) =>
        new(new DialogId(invite.CallId, invite.From.Tag ?? "", response.To.Tag ?? ""), isCaller: true, invite.From, response.To,
            [.. response.Headers.Elements(SipHeaderNames.RecordRoute).Reverse()], response.ContactUri ?? invite.RequestUri, peer)
        {
            ContactUser = contactUser,
            IsSecure = invite.RequestUri.Scheme == "sips",
            FirstHop = firstHop.Host,
            PeerTakesUpdate = TakesUpdate(response),
            _localSequence = invite.CSeq.Number,
        };

    /// <summary>An early dialog of ours was answered: route set and target are those of the 2xx (RFC 3261, 13.2.2.4).</summary>
    public void Confirm(SipResponse success)
    {
        _routes = [.. success.Headers.Elements(SipHeaderNames.RecordRoute).Reverse()];
        RefreshTarget(success);
    }

    /// <summary>A request inside the dialog (12.2.1.1); <paramref name="nextHop"/> says where it goes first.</summary>
    /// <param name="method">The method.</param>
    /// <param name="nextHop">The first route, else the remote target.</param>
    /// <param name="sequence">The number of the INVITE that an ACK acknowledges; null: the next one.</param>
    public SipRequest NewRequest(string method, out SipUri nextHop, uint? sequence = null)
    {
        var requestUri = RemoteTarget;
        var routes = _routes;
        nextHop = RemoteTarget;
        if (routes.Count > 0 && NameAddress.TryParse(routes[0], out var first))
        {
            nextHop = first.Uri;
            if (!first.Uri.IsLooseRouter)
            {
                // A strict router of RFC 2543 wants itself in the Request-URI and the target as the last route.
                requestUri = first.Uri;
                routes = [.. routes.Skip(1), $"<{RemoteTarget}>"];
            }
        }
        var request = new SipRequest(method, requestUri);
        foreach (var route in routes) request.Headers.AddParsed(SipHeaderNames.Route, route);
        request.Headers.AddParsed(SipHeaderNames.MaxForwards, "70");
        request.Headers.AddParsed(SipHeaderNames.From, LocalParty.ToString());
        request.Headers.AddParsed(SipHeaderNames.To, RemoteParty.ToString());
        request.Headers.AddParsed(SipHeaderNames.CallId, Id.CallId);
        request.Headers.AddParsed(SipHeaderNames.CSeq, new CSeq(sequence ?? ++_localSequence, method).ToString());
        return request;
    }

    /// <summary>Takes the peer's next number; false when it is not higher (12.2.2: 500).</summary>
    public bool TryAdvance(CSeq cseq)
    {
        if (_remoteSequence is { } last && cseq.Number <= last) return false;
        _remoteSequence = cseq.Number;
        return true;
    }

    /// <summary>Takes the Contact of a target refresh (12.2.1.2, 12.2.2).</summary>
    public void RefreshTarget(SipMessage message)
    {
        if (message.ContactUri is { IsSip: true } target) RemoteTarget = target;
        if (message.Headers.Contains(SipHeaderNames.Allow)) PeerTakesUpdate = TakesUpdate(message);
    }

    /// <summary>
    /// The way to reuse: the one of the call to the same host, whose name may have several addresses; else, without a route set, the
    /// connection over which the target talks to us. A caller's own listening port may be unreachable, its connection is not.
    /// </summary>
    public SipPeer? ReusablePeer(SipUri nextHop)
    {
        if (!Peer.Channel.IsOpen) return null;
        if (FirstHop is { } first && nextHop.Port is null && first.Equals(nextHop.Host, StringComparison.OrdinalIgnoreCase) && SpeaksItsTransport(nextHop)) return Peer;
        if (!Peer.Channel.IsReliable || _routes.Count > 0 || !SpeaksItsTransport(nextHop)) return null;
        return IPAddress.TryParse(nextHop.Host.AsSpan().Trim("[]"), out var address) && address.Equals(Peer.EndPoint.Address) ? Peer : null;
    }

    private static bool TakesUpdate(SipMessage message) => message.Headers.Elements(SipHeaderNames.Allow).Contains(SipMethods.Update);

    private bool SpeaksItsTransport(SipUri nextHop) =>
        nextHop.Scheme == "sips" ? Peer.Protocol == SipProtocol.Tls : nextHop.Transport is null || nextHop.Transport == (SipProtocols.UriName(Peer.Protocol) ?? "udp");
}
