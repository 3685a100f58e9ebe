using CallSummary.Sip.Sdp;

namespace CallSummary.Sip;

/// <summary>What a user does with requests inside a session. Called one after the other per session, on the thread pool.</summary>
public interface ISipSessionHandler
{
    /// <summary>
    /// The peer changes the session by re-INVITE or UPDATE: hold, resume, new address or codecs. Unanswered on return: the stack accepts with
    /// <see cref="SipSession.LocalSdp"/>'s codecs and address, following the offered direction; 488 when nothing fits.
    /// </summary>
    ValueTask OnReinviteAsync(SipSession session, IncomingReinvite reinvite) => ValueTask.CompletedTask;

    /// <summary>
    /// The peer's answer to the offer that we made in the 200 to a re-INVITE without one: it came in the ACK, and is
    /// <see cref="SipSession.RemoteSdp"/> already.
    /// </summary>
    ValueTask OnAnswerAsync(SipSession session, SdpDescription answer) => ValueTask.CompletedTask;

    /// <summary>
    /// The peer asks us to call somebody else (RFC 3515). Only where <see cref="SipStackOptions.AllowedMethods"/> names REFER. Neither
    /// accepted nor rejected on return: 603.
    /// </summary>
    ValueTask OnReferAsync(SipSession session, IncomingRefer refer) => ValueTask.CompletedTask;

    /// <summary>
    /// INFO, UPDATE without offer and other requests inside the dialog. Unanswered on return: INFO and UPDATE get 200, others 501. An
    /// UPDATE with an offer comes to <see cref="OnReinviteAsync"/>.
    /// </summary>
    ValueTask OnRequestAsync(SipSession session, IncomingRequest request) => ValueTask.CompletedTask;
}
