using System.Net;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Rtp;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Media;

/// <summary>
/// Puts what SDP agreed on into force at a leg. With DTLS-SRTP that waits for the handshake: until it has given keys nothing is sent and
/// nothing taken, and when it fails nothing ever is.
/// </summary>
internal sealed class AgreedMedia(MediaLeg media, DtlsHandshakes handshakes) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _over = new();
    private Association? _association;
    private bool _disposed;

    /// <summary>Applies an agreement.</summary>
    /// <param name="audio">What was agreed.</param>
    /// <param name="send">Whether we may send.</param>
    /// <param name="receive">Whether what comes is wanted.</param>
    /// <param name="ready">Called once it is in force: at once, or after the handshake.</param>
    /// <param name="failed">Called when the handshake failed.</param>
    public void Apply(SdpAgreedAudio audio, bool send, bool receive, Action? ready = null, Action? failed = null)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            var terms = new Terms(MediaFormats.RemoteOf(audio), send, receive, ready);
            if (audio.Security != SdpSecurity.Dtls)
            {
                Enforce(terms);
            }
            else if (audio.RemoteRtp is not { } remote)
            {
                // A hold by c=0.0.0.0: the association stays.
                media.SetDirection(send: false, receive);
            }
            else if (_association is { } current && current.Remote.Equals(remote) && current.Fingerprint == audio.RemoteFingerprint)
            {
                // The same transport and certificate: no new handshake (RFC 5763 section 6.6). Hold and resume keep their keys.
                current.Terms = terms;
                if (current.Established is not null)
                {
                    Enforce(current);
                }
            }
            else
            {
                _association?.Established?.Dispose();
                _association = new Association(remote, audio.RemoteFingerprint!) { Terms = terms };
                media.SetDirection(send: false, receive: false);
                _ = ShakeAsync(_association, audio, failed);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _over.Cancel();
            _over.Dispose();
            _association?.Established?.Dispose();
        }
    }

    private async Task ShakeAsync(Association association, SdpAgreedAudio audio, Action? failed)
    {
        var established = await handshakes.RunAsync(media, audio, _over.Token);
        lock (_lock)
        {
            if (_disposed || _association != association)
            {
                established?.Dispose();
            }
            else if (established is null)
            {
                failed?.Invoke();
            }
            else
            {
                association.Established = established;
                Enforce(association);
            }
        }
    }

    private void Enforce(Association association) =>
        Enforce(association.Terms with { Remote = association.Terms.Remote! with { Keys = association.Established!.Keys } });

    private void Enforce(Terms terms)
    {
        if (terms.Remote is { } remote)
        {
            media.SetRemote(remote);
        }

        media.SetDirection(terms.Send, terms.Receive);
        terms.Ready?.Invoke();
    }

    private sealed record Terms(MediaRemote? Remote, bool Send, bool Receive, Action? Ready);

    /// <summary>What one handshake holds for.</summary>
    private sealed class Association(IPEndPoint remote, SdpFingerprint fingerprint)
    {
        public IPEndPoint Remote => remote;

        public SdpFingerprint Fingerprint => fingerprint;

        public required Terms Terms { get; set; }

        public DtlsAssociation? Established { get; set; }
    }
}
