using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Dialogs;

/// <summary>Transfers that we asked the peer for: the implicit subscription of a REFER (RFC 3515, 2.4; RFC 7647).</summary>
internal sealed class SessionReferrals(SipAgent agent, SessionDialog dialog)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<uint, Referral> _open = new();

    public async Task<SipReferOutcome> ReferAsync(SipUri target, SipReplaces? replaces, SipHeaders? headers, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var to = target.WithoutHeaders().ToString();
        if (replaces is not null) to += "?Replaces=" + Uri.EscapeDataString(replaces.ToString());
        var extra = new SipHeaders().Add(SipHeaderNames.ReferTo, $"<{to}>").Add("Supported", "norefersub");
        if (headers is not null)
        {
            foreach (var (name, value) in headers) extra.Add(name, value);
        }
        var referral = new Referral(progress);
        // Its number is known when it leaves; the first NOTIFY may be faster than the 202.
        var outcome = await dialog.SendReferAsync(extra, number => _open[number] = referral, cancellationToken).ConfigureAwait(false);
        try
        {
            if (outcome.Response is not { IsSuccess: true } response)
            {
                return new SipReferOutcome(
                    outcome.Result switch
                    {
                        SipRequestResult.Responded => SipReferResult.Rejected,
                        SipRequestResult.Timeout => SipReferResult.Timeout,
                        SipRequestResult.SessionEnded => SipReferResult.SessionEnded,
                        _ => SipReferResult.TransportError,
                    },
                    null,
                    outcome.Response);
            }
            if ("false".Equals(response.Headers[SipHeaderNames.ReferSub]?.Trim(), StringComparison.OrdinalIgnoreCase)) return new SipReferOutcome(SipReferResult.Unreported, null, response);
            return await referral.WaitAsync(s_patience, agent.Time, response, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var pair in _open)
            {
                if (pair.Value == referral) _open.TryRemove(pair);
            }
        }
    }

    /// <summary>Takes a NOTIFY of a REFER of ours; false when it belongs to none.</summary>
    public bool TryTake(SipRequest notify)
    {
        if (notify.Headers[SipHeaderNames.Event] is not { } value) return false;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        if (!value.AsSpan(0, semicolon < 0 ? value.Length : semicolon).Trim().Equals("refer", StringComparison.OrdinalIgnoreCase)) return false;
        Referral? referral = null;
        if (semicolon >= 0 && SipParameters.TryParse(value.AsSpan(semicolon), out var parameters) && parameters["id"] is { } id)
        {
            if (uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) _open.TryGetValue(number, out referral);
        }
        else
        {
            // The first REFER of a dialog may go without id (RFC 3515, 2.4.6).
            referral = _open.OrderBy(static pair => pair.Key).Select(static pair => pair.Value).FirstOrDefault();
        }
        if (referral is null) return false;
        referral.Report(StatusOf(notify), notify.Headers[SipHeaderNames.SubscriptionState]?.TrimStart().StartsWith("terminated", StringComparison.OrdinalIgnoreCase) == true);
        return true;
    }

    public void OnEnded()
    {
        foreach (var referral in _open.Values) referral.End();
    }

    /// <summary>The status line of a sipfrag body (RFC 3420).</summary>
    private static int? StatusOf(SipRequest notify)
    {
        var text = Encoding.UTF8.GetString(notify.Body.Span[..Math.Min(notify.Body.Length, 64)]).TrimStart();
        return text.StartsWith("SIP/2.0 ", StringComparison.OrdinalIgnoreCase) && text.Length >= 11
            && int.TryParse(text.AsSpan(8, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 699
            ? status
            : null;
    }

    private sealed class Referral(IProgress<int>? progress)
    {
        private readonly TaskCompletionSource<(SipReferResult Result, int? Status)> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Report(int? status, bool isTerminated)
        {
            if (status is { } code && !_end.Task.IsCompleted) progress?.Report(code);
            if (status >= 200) _end.TrySetResult((status < 300 ? SipReferResult.Succeeded : SipReferResult.Failed, status));
            else if (isTerminated) _end.TrySetResult((SipReferResult.Unreported, null));
        }

        public void End() => _end.TrySetResult((SipReferResult.SessionEnded, null));

        public async Task<SipReferOutcome> WaitAsync(TimeSpan patience, TimeProvider time, SipResponse response, CancellationToken cancellationToken)
        {
            try
            {
                var (result, status) = await _end.Task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
                return new SipReferOutcome(result, status, response);
            }
            catch (TimeoutException)
            {
                return new SipReferOutcome(SipReferResult.Unreported, null, response);
            }
        }
    }
}
