namespace CallSummary.Sip;

/// <summary>What a user does with requests inside a session. Called one after the other per session, on the thread pool.</summary>
public interface ISipSessionHandler
{
    /// <summary>
    /// The peer changes the session: hold, resume, new address or codecs. Unanswered on return: the stack accepts with
    /// <see cref="SipSession.LocalSdp"/>'s codecs and address, following the offered direction; 488 when nothing fits.
    /// </summary>
    ValueTask OnReinviteAsync(SipSession session, IncomingReinvite reinvite) => ValueTask.CompletedTask;

    /// <summary>INFO and other requests inside the dialog. Unanswered on return: INFO gets 200, others 501.</summary>
    ValueTask OnRequestAsync(SipSession session, IncomingRequest request) => ValueTask.CompletedTask;
}
