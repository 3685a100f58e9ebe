using System.Diagnostics.CodeAnalysis;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Dialogs;

/// <summary>The session timer of a dialog, in both roles (RFC 4028): refreshes when that is ours, ends the session when nobody did.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Stop, called when the session ends, disposes the timer.")]
internal sealed class SessionTimer(SipAgent agent, SessionDialog dialog)
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(32);

    private readonly Lock _gate = new();
    private ITimer? _timer;
    private TimeSpan? _interval;
    private TimeSpan _minimum = agent.Options.MinSessionExpires;
    private bool _isRefresher;
    private bool _isStopped;
    private bool _isRefreshDue;
    private bool _refusesUpdate;
    private long _refreshedAt;

    /// <summary>The interval in force; null: the session has none.</summary>
    public TimeSpan? Interval
    {
        get
        {
            lock (_gate) return _interval;
        }
    }

    public bool IsRefresher
    {
        get
        {
            lock (_gate) return _isRefresher;
        }
    }

    /// <summary>Asks for a timer in the INVITE of a new call (RFC 4028, 7.1).</summary>
    public static void Ask(SipHeaders headers, SipStackOptions options, TimeSpan? minimum)
    {
        if (options.SessionExpires is not { } wanted) return;
        var interval = minimum > wanted ? minimum.Value : wanted;
        headers.Set(SipHeaderNames.SessionExpires, SessionExpires.Seconds(interval));
        headers.Set(SipHeaderNames.MinSE, SessionExpires.Seconds(minimum ?? options.MinSessionExpires));
    }

    /// <summary>The refusal of a request whose interval is too small (RFC 4028, 9); null when it is not.</summary>
    public static SipResponse? Refusal(SipAgent agent, SipRequest request)
    {
        if (agent.Options.SessionExpires is null || SessionExpires.Of(request) is not { } asked || asked.Interval >= agent.Options.MinSessionExpires || !Supports(request)) return null;
        var refusal = agent.Messages.Response(request, 422);
        refusal.Headers.AddParsed(SipHeaderNames.MinSE, SessionExpires.Seconds(agent.Options.MinSessionExpires));
        return refusal;
    }

    /// <summary>Carries the timer on in a re-INVITE or UPDATE of ours.</summary>
    public void AddTo(SipHeaders request)
    {
        lock (_gate)
        {
            if (_interval is not { } interval) return;
            request.Set(SipHeaderNames.SessionExpires, new SessionExpires(interval, _isRefresher ? "uac" : "uas").ToString());
            request.Set(SipHeaderNames.MinSE, SessionExpires.Seconds(_minimum));
        }
    }

    /// <summary>A 2xx to our INVITE, re-INVITE or UPDATE (RFC 4028, 7.2).</summary>
    public void OnSuccess(SipResponse response)
    {
        if (agent.Options.SessionExpires is null) return;
        if (SessionExpires.Of(response) is { } agreed) Arm(agreed.Interval, agreed.Refresher != "uas");
        else Arm(null, false);
    }

    /// <summary>Answers a request's timer in its 2xx and starts it (RFC 4028, 9).</summary>
    public void Accept(SipRequest request, SipHeaders response)
    {
        if (agent.Options.SessionExpires is not { } ours) return;
        var asked = SessionExpires.Of(request);
        var supports = Supports(request);
        if (asked is null && !supports)
        {
            Arm(null, false);
            return;
        }
        var floor = SessionExpires.MinimumOf(request) is { } theirs && theirs > agent.Options.MinSessionExpires ? theirs : agent.Options.MinSessionExpires;
        var wanted = ours > floor ? ours : floor;
        var interval = asked is { } value && value.Interval < wanted ? value.Interval : wanted;
        // Who does not know timers cannot refresh (table 2).
        var refresher = supports ? asked?.Refresher ?? "uac" : "uas";
        response.Set(SipHeaderNames.SessionExpires, new SessionExpires(interval, refresher).ToString());
        if (refresher == "uac") response.Add(SipHeaderNames.Require, "timer");
        Arm(interval, refresher == "uas");
    }

    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            _timer?.Dispose();
        }
    }

    private static bool Supports(SipMessage message) =>
        message.Headers.Elements(SipHeaderNames.Supported).Concat(message.Headers.Elements(SipHeaderNames.Require)).Contains("timer", StringComparer.OrdinalIgnoreCase);

    private void Arm(TimeSpan? interval, bool isRefresher)
    {
        lock (_gate)
        {
            if (_isStopped) return;
            _interval = interval;
            _isRefresher = isRefresher;
            _isRefreshDue = isRefresher;
            _refreshedAt = agent.Time.GetTimestamp();
            if (interval is not { } length)
            {
                _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }
            // Who waits gives up a little before the end, so that the BYE still finds the peer's dialog (RFC 4028, 10).
            var due = isRefresher ? length / 2 : length - (length / 3 < s_margin ? length / 3 : s_margin);
            _timer ??= agent.Time.CreateTimer(static state => ((SessionTimer)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tick()
    {
        bool isRefresh;
        lock (_gate)
        {
            if (_isStopped || _interval is not { } interval) return;
            isRefresh = _isRefreshDue;
            _isRefreshDue = false;
            // After this refresh only its success arms again; else the session ends in time.
            if (isRefresh) _timer!.Change(interval - agent.Time.GetElapsedTime(_refreshedAt) is { Ticks: > 0 } left ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        if (isRefresh) _ = RefreshAsync();
        else if (!dialog.HasEnded) _ = dialog.ByeAsync(new SipHeaders().Add(SipHeaderNames.Reason, "SIP;cause=408;text=\"Session expired\""), SipSessionEnd.Expired);
    }

    private async Task RefreshAsync()
    {
        try
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                var response = await SendAsync().ConfigureAwait(false);
                switch (response?.StatusCode)
                {
                    case 422 when SessionExpires.MinimumOf(response) is { } minimum:
                        lock (_gate)
                        {
                            _minimum = minimum;
                            if (_interval < minimum) _interval = minimum;
                        }
                        break;
                    case 405 or 501 when !_refusesUpdate:
                        _refusesUpdate = true;
                        break;
                    default:
                        return;
                }
            }
        }
        catch (Exception exception)
        {
            agent.OnFault(exception);
        }
    }

    /// <summary>UPDATE where the peer takes it, since it changes nothing else (RFC 4028, 7.4).</summary>
    private async Task<SipResponse?> SendAsync()
    {
        if (dialog.State.PeerTakesUpdate && !_refusesUpdate) return (await dialog.RequestAsync(SipMethods.Update, null, default, CancellationToken.None).ConfigureAwait(false)).Response;
        return dialog.LocalSdp is { } local ? (await dialog.ReinviteAsync(local, CancellationToken.None).ConfigureAwait(false)).Response : null;
    }
}
