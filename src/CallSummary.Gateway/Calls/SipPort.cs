using System.Net;
using CallSummary.Gateway.Tracing;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip;
using CallSummary.Sip.Dns;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Calls;

/// <summary>The gateway's SIP stack, from the moment it listens.</summary>
internal sealed class SipPort(IOptions<GatewayOptions> options, TrunkDoor door, TrunkTables tables, SipTraces traces, TimeProvider time, ILogger<SipPort> logger) : IAsyncDisposable
{
    /// <summary>Dialogs a call can hold, and room for the ones that are just ending.</summary>
    private const int SessionsPerCall = 4;

    private volatile SipStack? _stack;

    public bool IsListening => _stack is not null;

    /// <exception cref="InvalidOperationException">It does not listen yet.</exception>
    public SipStack Stack => _stack ?? throw new InvalidOperationException("The SIP stack has not been started.");

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">An address is in use or not ours; the message names it and the setting.</exception>
    public async Task StartAsync(ISipRequestHandler handler, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var stack = new SipStack(
            new SipStackOptions
            {
                UdpEndPoints = EndPoints(settings.SipUdp),
                TcpEndPoints = EndPoints(settings.SipTcp),
                TlsEndPoints = EndPoints(settings.SipTls),
                Tls = settings.Tls.Load(),
                Names = new DnsNameServer(),
                Admission = door.Admit,
                AdvertisedHost = settings.AdvertisedAddress.Length == 0 ? null : settings.AdvertisedAddress,
                MaxSessions = Math.Min(1_000_000, settings.Limits.MaxCalls * SessionsPerCall),
                SupportedExtensions = [.. new SipStackOptions().SupportedExtensions, "siprec"],
                AllowedMethods = [.. new SipStackOptions().AllowedMethods, SipMethods.Refer],
                AcceptedBodies = [.. new SipStackOptions().AcceptedBodies, "application/rs-metadata+xml", "application/rs-metadata"],
                RetryAfter = settings.Limits.RetryAfter,
                HandlerFaulted = logger.HandlerFaulted,
                Traced = traces.Add,
            },
            handler,
            time);
        try
        {
            await stack.StartAsync(cancellationToken);
        }
        catch (SipBindException exception)
        {
            await stack.DisposeAsync();
            throw new IOException(
                $"{exception.Message} The settings are {GatewayOptions.SectionName}:SipUdp (now {settings.SipUdp}), SipTcp (now {settings.SipTcp}) and SipTls (now {settings.SipTls}).",
                exception);
        }

        _stack = stack;
        tables.Changed += ReloadTls;
        logger.Listening(
            settings.Instance, string.Join(", ", stack.ListenPoints.Select(p => $"{p.Protocol.ToString().ToUpperInvariant()} {p.EndPoint}")));
    }

    public async ValueTask DisposeAsync()
    {
        tables.Changed -= ReloadTls;
        if (_stack is { } stack)
        {
            await stack.DisposeAsync();
        }
    }

    /// <summary>A renewed certificate holds for connections from now on; whether there is TLS at all is decided at start.</summary>
    private void ReloadTls(GatewayOptions changed)
    {
        if (options.Value.Tls.IsSet && changed.Tls.Load() is { } tls)
        {
            _stack?.ReloadTls(tls);
        }
    }

    private static List<IPEndPoint> EndPoints(string setting) =>
        [.. setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(IPEndPoint.Parse)];
}
