using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>
/// A SIP user agent: transports, transactions and dialogs. Start it, take calls through <see cref="ISipRequestHandler"/>, make calls with
/// <see cref="InviteAsync"/>. Disposing ends every session with BYE and rejects what still rings.
/// </summary>
public sealed class SipStack : IAsyncDisposable
{
    private readonly SipAgent _agent;

    /// <param name="options">Where to listen and the limits.</param>
    /// <param name="handler">Takes requests from outside.</param>
    /// <param name="time">The clock of all timers; null: the system's.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public SipStack(SipStackOptions options, ISipRequestHandler handler, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        _agent = new SipAgent(options, handler, time ?? TimeProvider.System);
    }

    /// <summary>Where the stack listens, with the ports that the system gave; empty before the start.</summary>
    public IReadOnlyList<SipListenPoint> ListenPoints => _agent.Transports.ListenPoints;

    /// <summary>Sessions that are open now.</summary>
    public int SessionCount => _agent.Sessions.Count;

    /// <summary>Transactions that are alive now.</summary>
    public int TransactionCount => _agent.Transactions.Count;

    /// <summary>TCP and TLS connections that are open now.</summary>
    public int ConnectionCount => _agent.Transports.TcpConnectionCount;

    /// <summary>Requests that <see cref="SipStackOptions.Admission"/> or a source's budget kept out, since the start.</summary>
    public long DroppedRequests => _agent.Transports.DroppedRequests;

    /// <summary>For tests: the core, to attach a transport in memory.</summary>
    internal SipAgent Agent => _agent;

    /// <summary>Binds and starts listening.</summary>
    /// <exception cref="SipBindException">An address is in use or not ours; nothing is left bound.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _agent.Transports.Start();
        return Task.CompletedTask;
    }

    /// <summary>Makes a call.</summary>
    /// <param name="invite">Whom to call and what to offer.</param>
    /// <param name="progress">Gets each provisional response but 100, in order, before the outcome.</param>
    /// <param name="cancellationToken">Cancels the call with CANCEL: the outcome is then <see cref="InviteResult.Cancelled"/>, no exception.</param>
    public Task<InviteOutcome> InviteAsync(OutgoingInvite invite, IProgress<SipProvisional>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(invite);
        return _agent.InviteAsync(invite, progress, cancellationToken);
    }

    /// <summary>Sends a request outside of a dialog.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Stops waiting with <see cref="OperationCanceledException"/>: the transaction itself goes on.</param>
    public Task<SipRequestOutcome> RequestAsync(OutgoingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _agent.RequestAsync(request, cancellationToken);
    }

    /// <summary>Takes new certificates and trust for connections from now on; those that are open go on as they are.</summary>
    /// <exception cref="InvalidOperationException">The stack was made without <see cref="SipStackOptions.Tls"/>.</exception>
    public void ReloadTls(SipTlsOptions tls)
    {
        ArgumentNullException.ThrowIfNull(tls);
        _agent.Transports.ReloadTls(tls);
    }

    /// <summary>Ends every session, waits up to a second for the answers, closes the sockets.</summary>
    public ValueTask DisposeAsync() => _agent.DisposeAsync();
}
