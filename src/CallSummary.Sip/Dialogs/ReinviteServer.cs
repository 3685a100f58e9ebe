using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>The server side of a re-INVITE (RFC 3261, 14.2) or of an UPDATE with an offer (RFC 3311, 5.2).</summary>
internal sealed class ReinviteServer(SipAgent agent, SessionDialog dialog, ServerTransaction transaction, SdpDescription? offer)
{
    private int _isFinal;

    public SipRequest Request => transaction.Request;

    public SdpDescription? Offer => offer;

    public bool IsAnswered => Volatile.Read(ref _isFinal) != 0;

    public bool Accept(SdpDescription sdp)
    {
        if (Interlocked.Exchange(ref _isFinal, 1) != 0) return false;
        dialog.OnReinviteAccepted(this, sdp);
        if (transaction is InviteServerTransaction invite) dialog.AwaitAck(invite, hasOffer: offer is not null);
        var response = agent.Messages.Response(Request, 200);
        foreach (var route in Request.Headers.Lines(SipHeaderNames.RecordRoute)) response.Headers.AddParsed(SipHeaderNames.RecordRoute, route);
        agent.Messages.AddContact(response.Headers, transaction.Peer, dialog.State.ContactUser, dialog.State.IsSecure);
        agent.Messages.AddCapabilities(response.Headers);
        dialog.Timer.Accept(Request, response.Headers);
        SdpBody.Attach(response, sdp);
        transaction.Respond(response);
        return true;
    }

    public bool Reject(int statusCode, string? reason)
    {
        if (Interlocked.Exchange(ref _isFinal, 1) != 0) return false;
        dialog.OnReinviteRejected(this);
        transaction.Respond(agent.Messages.Response(Request, statusCode, reason));
        return true;
    }
}
