using System.Globalization;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Dialogs;

/// <summary>Makes the INVITE of a call, again after a challenge, and its CANCEL.</summary>
internal sealed class InviteRequests(SipAgent agent, OutgoingInvite invite)
{
    private readonly string _callId = invite.SipCallId ?? SipIds.CallId();
    private readonly string _fromTag = SipIds.Tag();
    private uint _sequence;
    private TimeSpan? _minSessionExpires;

    public string ContactUser => invite.ContactUser ?? invite.From?.Uri.User ?? agent.Options.ContactUser;

    public SipUri NextHop => invite.Route.Count > 0 ? invite.Route[0] : invite.Target;

    /// <summary>A sips target, or one behind a sips route, wants a sips Contact (RFC 3261, 8.1.1.8).</summary>
    private bool IsSecure => invite.Target.Scheme == "sips" || NextHop.Scheme == "sips";

    public SipRequest Make(SipPeer peer, DigestClient? digest)
    {
        var request = new SipRequest(SipMethods.Invite, invite.Target);
        var headers = request.Headers;
        foreach (var route in invite.Route) headers.AddParsed(SipHeaderNames.Route, $"<{route}>");
        headers.AddParsed(SipHeaderNames.MaxForwards, invite.MaxForwards.ToString(CultureInfo.InvariantCulture));
        var from = invite.From ?? new NameAddress(agent.Messages.ContactUri(peer, ContactUser, IsSecure));
        headers.AddParsed(SipHeaderNames.From, from.WithTag(_fromTag).ToString());
        headers.AddParsed(SipHeaderNames.To, (invite.To ?? new NameAddress(invite.Target)).WithTag(null).ToString());
        headers.AddParsed(SipHeaderNames.CallId, _callId);
        headers.AddParsed(SipHeaderNames.CSeq, new CSeq(++_sequence, SipMethods.Invite).ToString());
        agent.Messages.AddContact(headers, peer, ContactUser, IsSecure);
        agent.Messages.AddCapabilities(headers);
        SessionTimer.Ask(headers, agent.Options, _minSessionExpires);
        MessageFactory.CopyExtra(invite.Headers, headers, allowContact: false);
        SdpBody.Attach(request, invite.Sdp);
        digest?.Authorize(request);
        agent.Messages.AddVia(request, peer);
        return request;
    }

    /// <summary>A server wants a longer session interval (RFC 4028, 7.3). False when it said so before, or nothing usable.</summary>
    public bool TryRaise(TimeSpan? minimum)
    {
        if (minimum is not { } wanted || wanted <= (_minSessionExpires ?? TimeSpan.Zero) || agent.Options.SessionExpires is null) return false;
        _minSessionExpires = wanted;
        return true;
    }

    /// <summary>RFC 3261, 9.1: same Request-URI, Call-ID, From, To, CSeq number, Route, and the one Via of the INVITE.</summary>
    public static SipRequest CancelOf(SipRequest request)
    {
        var cancel = new SipRequest(SipMethods.Cancel, request.RequestUri);
        cancel.Headers.AddParsed(SipHeaderNames.Via, request.TopVia!.ToString());
        foreach (var route in request.Headers.Lines(SipHeaderNames.Route)) cancel.Headers.AddParsed(SipHeaderNames.Route, route);
        cancel.Headers.AddParsed(SipHeaderNames.MaxForwards, "70");
        cancel.Headers.AddParsed(SipHeaderNames.From, request.Headers[SipHeaderNames.From]!);
        cancel.Headers.AddParsed(SipHeaderNames.To, request.Headers[SipHeaderNames.To]!);
        cancel.Headers.AddParsed(SipHeaderNames.CallId, request.CallId);
        cancel.Headers.AddParsed(SipHeaderNames.CSeq, new CSeq(request.CSeq.Number, SipMethods.Cancel).ToString());
        return cancel;
    }
}
