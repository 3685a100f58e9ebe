using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>Requests inside a dialog that are no offers: some the stack answers itself, the others go to the user one after the other.</summary>
internal sealed class SessionRequests(SipAgent agent, SessionDialog dialog, ISipSessionHandler? handler, SerialQueue queue)
{
    public void OnRequest(ServerTransaction transaction)
    {
        if (Immediate(transaction) is { } response) transaction.Respond(response);
        else queue.Post(() => HandleAsync(new IncomingRequest(agent, transaction, null)));
    }

    /// <summary>What the stack answers by itself; null: the user is asked.</summary>
    private SipResponse? Immediate(ServerTransaction transaction)
    {
        var request = transaction.Request;
        switch (request.Method)
        {
            case SipMethods.Prack:
                return agent.Messages.Response(request, 481);
            case SipMethods.Update:
                return SessionTimer.Refusal(agent, request);
            case SipMethods.Notify when dialog.Referrals.TryTake(request):
                return agent.Messages.Response(request, 200);
            case SipMethods.Info when request.Headers[SipHeaderNames.InfoPackage] is { } package && !agent.Options.InfoPackages.Contains(package, StringComparer.OrdinalIgnoreCase):
                return agent.Messages.Response(request, 469);
            default:
                return null;
        }
    }

    private async ValueTask HandleAsync(IncomingRequest incoming)
    {
        try
        {
            if (handler is not null && incoming.Method == SipMethods.Refer) await handler.OnReferAsync(dialog.Session, new IncomingRefer(dialog, incoming)).ConfigureAwait(false);
            else if (handler is not null) await handler.OnRequestAsync(dialog.Session, incoming).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            agent.OnFault(exception);
            incoming.Respond(500);
        }
        switch (incoming.Method)
        {
            case SipMethods.Update:
                incoming.AcceptRefresh(dialog);
                break;
            case SipMethods.Info:
                incoming.Respond(200);
                break;
            default:
                incoming.Respond(incoming.Method switch { SipMethods.Refer => 603, SipMethods.Notify => 481, _ => 501 });
                break;
        }
    }
}
