using System.Net;
using CallSummary.Gateway.Routing;
using CallSummary.Sip;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Calls;

/// <summary>
/// What we send to the next hop: a call of our own. Of the caller's headers only those listed here go on, so that nothing of its
/// network shows and nothing it invents reaches the callee's.
/// </summary>
internal static class OutgoingCall
{
    /// <summary>RFC 3323 (what the caller wants hidden) and RFC 7433 (data between the users).</summary>
    private static readonly string[] PassedOn = ["Privacy", "User-to-User"];

    public static OutgoingInvite Create(CallPlan plan, string target, IncomingInvite invite, CallHistory? history, SdpDescription offer, IPAddress localAddress, ISipSessionHandler handler, string? sipCallId = null)
    {
        var route = plan.Route;
        var headers = Headers(invite.Headers);
        history?.AddTo(headers, target);
        return new OutgoingInvite
        {
            Target = SipUri.Parse(target),
            To = history is null ? null : new NameAddress(history.Called),
            From = new NameAddress(new SipUri(plan.CallerNumber, localAddress.ToString()), invite.From.DisplayName),
            Sdp = offer,
            Credentials = route.Username.Length == 0 ? null : new SipCredentials(route.Username, route.Password),
            FirstResponseTimeout = plan.OutTrunk?.HopTimeout,
            Headers = headers,
            MaxForwards = HopsLeft(invite) - 1,
            SessionHandler = handler,
            SipCallId = sipCallId,
        };
    }

    /// <summary>How many hops the request may still take; a missing or unreadable header counts as the usual 70.</summary>
    public static int HopsLeft(IncomingInvite invite) =>
        int.TryParse(invite.Headers[SipHeaderNames.MaxForwards], out var hops) ? Math.Clamp(hops, 0, 255) : 70;

    private static SipHeaders Headers(SipHeaders from)
    {
        var headers = new SipHeaders();
        foreach (var name in PassedOn)
        {
            foreach (var value in from.Lines(name))
            {
                headers.Add(name, value);
            }
        }

        return headers;
    }
}
