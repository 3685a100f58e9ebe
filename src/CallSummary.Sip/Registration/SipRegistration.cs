using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Registration;

/// <summary>
/// Keeps an address registered (RFC 3261, 10.2): refreshes before the end, raises the interval on 423, tries again when it failed, takes it
/// back when disposed. Path (RFC 3327) is supported, Service-Route (RFC 3608) is given to who calls.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "DisposeAsync ends what the source stops.")]
public sealed class SipRegistration : IAsyncDisposable
{
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(2);

    private readonly SipStack _stack;
    private readonly SipRegistrationOptions _options;
    private readonly Action<SipRegistration>? _changed;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _callId = SipIds.CallId();
    private TimeSpan _wanted;
    private uint _sequence = 1;
    private Task _loop = Task.CompletedTask;
    private volatile SipRegistrationStatus _status = new(SipRegistrationState.Unregistered, null, null, []);

    /// <param name="stack">A started stack; it must outlive this.</param>
    /// <param name="options">What to register where.</param>
    /// <param name="changed">Called after each attempt, on the thread pool.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is out of range.</exception>
    public SipRegistration(SipStack stack, SipRegistrationOptions options, Action<SipRegistration>? changed = null)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Expires, TimeSpan.FromMinutes(1), nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Expires, TimeSpan.FromDays(1), nameof(options));
        _stack = stack;
        _options = options;
        _changed = changed;
        _time = stack.Agent.Time;
        _wanted = options.Expires;
    }

    public SipRegistrationState State => _status.State;

    /// <summary>The registrar's last status; null when it did not answer.</summary>
    public int? StatusCode => _status.StatusCode;

    /// <summary>Until when the registrar keeps it; null when not registered.</summary>
    public DateTimeOffset? ExpiresAt => _status.ExpiresAt;

    /// <summary>The route that the registrar wants for our own calls (RFC 3608); empty when it named none.</summary>
    public IReadOnlyList<SipUri> ServiceRoute => _status.ServiceRoute;

    /// <summary>Begins; calling again is harmless.</summary>
    public void Start()
    {
        if (_loop.IsCompleted && !_stop.IsCancellationRequested) _loop = Task.Run(RunAsync);
    }

    /// <summary>Stops and takes the registration back (Expires: 0), waiting two seconds at most for the answer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        if (State != SipRegistrationState.Registered) return;
        _status = new SipRegistrationStatus(SipRegistrationState.Unregistered, null, null, []);
        try
        {
            await SendAsync(TimeSpan.Zero, CancellationToken.None).WaitAsync(s_goodbye, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It runs out by itself.
        }
    }

    private async Task RunAsync()
    {
        var failures = 0;
        try
        {
            while (true)
            {
                var outcome = await SendAsync(_wanted, _stop.Token).ConfigureAwait(false);
                if (outcome.Response is { } answered) _sequence = answered.CSeq.Number + 1;
                if (outcome.StatusCode == 423 && failures++ < 2 && MinimumOf(outcome.Response!) is { } minimum && minimum > _wanted)
                {
                    _wanted = minimum;
                    continue;
                }
                _status = Judge(outcome);
                failures = State == SipRegistrationState.Registered ? 0 : failures + 1;
                var wait = State == SipRegistrationState.Registered ? BeforeExpiry() : Backoff(outcome.Response, failures);
                _changed?.Invoke(this);
                await Task.Delay(wait, _time, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
        catch (Exception exception)
        {
            _stack.Agent.OnFault(exception);
        }
    }

    private Task<SipRequestOutcome> SendAsync(TimeSpan expires, CancellationToken cancellationToken) => _stack.RequestAsync(
        new OutgoingRequest
        {
            Method = SipMethods.Register,
            Target = _options.Registrar,
            From = new NameAddress(_options.Address),
            To = new NameAddress(_options.Address),
            Credentials = _options.Credentials,
            Route = _options.Route,
            Protocol = _options.Protocol,
            ContactUser = _options.ContactUser,
            SipCallId = _callId,
            CSeq = _sequence,
            Headers = new SipHeaders().Add(SipHeaderNames.Expires, Seconds(expires)).Add(SipHeaderNames.Supported, "path"),
        },
        cancellationToken);

    private SipRegistrationStatus Judge(SipRequestOutcome outcome)
    {
        if (outcome.Response is not { } response) return new SipRegistrationStatus(SipRegistrationState.Unreachable, null, null, []);
        if (!response.IsSuccess) return new SipRegistrationStatus(SipRegistrationState.Refused, response.StatusCode, null, []);
        var routes = response.Headers.Elements(SipHeaderNames.ServiceRoute)
            .Select(static text => NameAddress.TryParse(text, out var address) ? address.Uri : null).OfType<SipUri>().ToList();
        return new SipRegistrationStatus(SipRegistrationState.Registered, response.StatusCode, _time.GetUtcNow() + GrantedBy(response), routes);
    }

    /// <summary>Our Contact's own interval, else the response's, else what we asked for (RFC 3261, 10.2.4). Several Contacts may be listed: others' too.</summary>
    private TimeSpan GrantedBy(SipResponse response)
    {
        var user = _options.ContactUser ?? _options.Address.User;
        foreach (var element in response.Headers.Elements(SipHeaderNames.Contact))
        {
            if (NameAddress.TryParse(element, out var contact) && contact.Uri.User == user && TrySeconds(contact.Parameters["expires"]) is { } own) return own;
        }
        return TrySeconds(response.Headers[SipHeaderNames.Expires]) ?? _wanted;
    }

    /// <summary>Half a minute before the end, or half-way when it is short.</summary>
    private TimeSpan BeforeExpiry()
    {
        var left = ExpiresAt!.Value - _time.GetUtcNow();
        var wait = left > TimeSpan.FromMinutes(2) ? left - TimeSpan.FromSeconds(30) : left / 2;
        return wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);
    }

    private static TimeSpan Backoff(SipResponse? response, int failures)
    {
        if (response is not null && TrySeconds(response.Headers[SipHeaderNames.RetryAfter]) is { } asked && asked > TimeSpan.Zero) return asked < s_longestRetry ? asked : s_longestRetry;
        var wait = s_firstRetry * Math.Pow(2, Math.Min(failures - 1, 10));
        return wait < s_longestRetry ? wait : s_longestRetry;
    }

    private static TimeSpan? MinimumOf(SipResponse response) => TrySeconds(response.Headers[SipHeaderNames.MinExpires]);

    private static TimeSpan? TrySeconds(string? text)
    {
        var digits = text.AsSpan().Trim();
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return uint.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, 604_800u)) : null;
    }

    private static string Seconds(TimeSpan interval) => ((long)interval.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private sealed record SipRegistrationStatus(SipRegistrationState State, int? StatusCode, DateTimeOffset? ExpiresAt, IReadOnlyList<SipUri> ServiceRoute);
}
