namespace CallSummary.Sip;

/// <summary>
/// What a user of the stack does with requests from outside. Called on the thread pool, never on a transport's loop; calls for
/// different requests run at the same time. An exception is answered with 500 and reported to <see cref="SipStackOptions.HandlerFaulted"/>.
/// </summary>
public interface ISipRequestHandler
{
    /// <summary>
    /// A new call. 100 Trying was sent. End it with <see cref="IncomingInvite.AnswerAsync"/> or <see cref="IncomingInvite.RejectAsync"/>,
    /// in this method or later: an invite that is neither answered nor rejected when its caller gives up is answered 487 by the stack.
    /// </summary>
    ValueTask OnInviteAsync(IncomingInvite invite);

    /// <summary>
    /// A request outside of a dialog whose method <see cref="SipStackOptions.AllowedMethods"/> names, other than INVITE, ACK, CANCEL, BYE and
    /// OPTIONS (the stack answers that one). Unanswered on return: 501.
    /// </summary>
    ValueTask OnRequestAsync(IncomingRequest request) => ValueTask.CompletedTask;
}
