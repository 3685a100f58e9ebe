using CallSummary.Rtp;
using CallSummary.Rtp.Security;
using CallSummary.Sip.Sdp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace CallSummary.Gateway.Media.Dtls;

/// <summary>
/// Runs DTLS handshakes for SRTP keys (RFC 5763, RFC 5764). Each has a thread of its own for as long as it lasts, never a media thread;
/// more at once than the limit wait for their turn, and give up when it does not come.
/// </summary>
internal sealed class DtlsHandshakes(DtlsIdentity own, IOptions<GatewayOptions> options, GatewayMetrics metrics, ILogger<DtlsHandshakes> logger) : IDisposable
{
    private readonly BcTlsCrypto _crypto = new(new SecureRandom());
    private readonly SemaphoreSlim _turns = new(options.Value.Media.MaxHandshakes);
    private readonly TimeSpan _patience = options.Value.Media.HandshakeTimeout;

    /// <summary>For <c>a=fingerprint</c>.</summary>
    public SdpFingerprint Fingerprint => own.Fingerprint;

    /// <summary>For a description of this leg; null where it has no port of its own to shake hands on.</summary>
    public SdpFingerprint? FingerprintOn(MediaLeg leg) => leg.IsOnSharedPort ? null : own.Fingerprint;

    /// <summary>Handshakes that run now.</summary>
    public int Running => options.Value.Media.MaxHandshakes - _turns.CurrentCount;

    /// <summary>Shakes hands with the peer of an agreed stream.</summary>
    /// <returns>The association, which holds the keys and answers for as long as the leg lasts; null when it failed.</returns>
    public async Task<DtlsAssociation?> RunAsync(MediaLeg leg, SdpAgreedAudio audio, CancellationToken cancellationToken)
    {
        // From now on, not from its turn: an active peer has begun by then.
        var datagrams = new HandshakeDatagrams(leg, audio.RemoteRtp!);
        await using var ended = cancellationToken.Register(datagrams.Close);
        try
        {
            if (!await _turns.WaitAsync(_patience, cancellationToken))
            {
                throw new TlsTimeoutException("Too many handshakes at once.");
            }

            try
            {
                var (transport, keys) = await Task.Factory.StartNew(
                    () => Shake(datagrams, audio), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                metrics.HandshakeEnded("done");
                return new DtlsAssociation(datagrams, transport, keys);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (Exception e)
        {
            // Whatever a stranger's handshake brings about, it is this call's alone.
            datagrams.Close();
            metrics.HandshakeEnded("failed");
            logger.HandshakeFailed(e is OperationCanceledException ? "the call ended" : e.Message);
            return null;
        }
    }

    public void Dispose() => _turns.Dispose();

    private (DtlsTransport Transport, SrtpKeys Keys) Shake(HandshakeDatagrams datagrams, SdpAgreedAudio audio)
    {
        if (audio.Setup == SdpSetup.Active)
        {
            var client = new DtlsActive(_crypto, own, audio.RemoteFingerprint!, _patience);
            var transport = new DtlsClientProtocol().Connect(client, datagrams);
            return (transport, client.Keys!);
        }
        else
        {
            var server = new DtlsPassive(_crypto, own, audio.RemoteFingerprint!, _patience);
            var transport = new DtlsServerProtocol().Accept(server, datagrams);
            return (transport, server.Keys!);
        }
    }
}
