using System.Globalization;
using System.Text;
using CallSummary.Sip.Dialogs;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip;

/// <summary>A REFER inside a session (RFC 3515), to be accepted or rejected once; accepted, its end is reported by <see cref="NotifyAsync"/>.</summary>
public sealed class IncomingRefer
{
    private static readonly TimeSpan s_subscription = TimeSpan.FromMinutes(3);

    private readonly SessionDialog _dialog;
    private readonly IncomingRequest _incoming;
    private readonly bool _isReported;
    private int _isOver;

    internal IncomingRefer(SessionDialog dialog, IncomingRequest incoming)
    {
        _dialog = dialog;
        _incoming = incoming;
        _isReported = !"false".Equals(Request.Headers[SipHeaderNames.ReferSub]?.Trim(), StringComparison.OrdinalIgnoreCase);
        // More or less than one Refer-To is 400 (RFC 3515, 2.4.2).
        if (Request.Headers.CountOf(SipHeaderNames.ReferTo) != 1 || !NameAddress.TryParse(Request.Headers[SipHeaderNames.ReferTo], out var to))
        {
            incoming.Respond(400, "Bad Refer-To");
            return;
        }
        ReferTo = to;
        if (to.Uri.HeaderValue(SipHeaderNames.Replaces) is { } text && SipReplaces.TryParse(text, out var replaces)) Replaces = replaces;
    }

    public SipRequest Request => _incoming.Request;

    /// <summary>Whom to call, as written, URI headers included; null when unreadable: it was answered 400 already.</summary>
    public NameAddress? ReferTo { get; }

    /// <summary>Whom to call, without URI headers.</summary>
    public SipUri? Target => ReferTo?.Uri.WithoutHeaders();

    /// <summary>The session that the new call shall replace at its target (attended transfer); goes into that INVITE's Replaces.</summary>
    public SipReplaces? Replaces { get; }

    /// <summary>Who says that it asked (RFC 3892): not proven.</summary>
    public string? ReferredBy => Request.Headers[SipHeaderNames.ReferredBy];

    /// <summary>Accepts with 202 and reports 100 Trying (RFC 3515, 2.4.4). False when it was answered before.</summary>
    public bool Accept()
    {
        var headers = _isReported ? null : new SipHeaders().Add(SipHeaderNames.ReferSub, "false");
        if (!_incoming.RespondInDialog(_dialog, 202, null, headers)) return false;
        _ = NotifyAsync(100);
        return true;
    }

    /// <summary>Refuses. False when it was answered before.</summary>
    /// <param name="statusCode">300 to 699.</param>
    public bool Reject(int statusCode = 603) => _incoming.Respond(statusCode);

    /// <summary>Reports the state of the call that was asked for; a final one ends the reports. Nothing is sent after it, or when none were wanted.</summary>
    /// <param name="statusCode">100 to 699: of that call.</param>
    /// <param name="reason">The reason phrase; null: the usual one.</param>
    public async Task NotifyAsync(int statusCode, string? reason = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 699);
        var isFinal = statusCode >= 200;
        if (!_isReported || (isFinal ? Interlocked.Exchange(ref _isOver, 1) : Volatile.Read(ref _isOver)) != 0) return;
        var headers = new SipHeaders()
            .Add(SipHeaderNames.Event, string.Create(CultureInfo.InvariantCulture, $"refer;id={Request.CSeq.Number}"))
            .Add(SipHeaderNames.SubscriptionState, isFinal ? "terminated;reason=noresource" : $"active;expires={s_subscription.TotalSeconds:0}")
            .Add(SipHeaderNames.ContentType, "message/sipfrag;version=2.0");
        await _dialog.RequestAsync(
            SipMethods.Notify, headers, Encoding.UTF8.GetBytes($"SIP/2.0 {statusCode} {reason ?? ReasonPhrases.For(statusCode)}\r\n"), CancellationToken.None).ConfigureAwait(false);
    }
}
