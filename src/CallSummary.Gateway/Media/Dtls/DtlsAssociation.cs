using CallSummary.Rtp.Security;
using Org.BouncyCastle.Tls;

namespace CallSummary.Gateway.Media.Dtls;

/// <summary>
/// A finished handshake. Should our last flight be lost the peer repeats its own, and gets ours again (RFC 6347 section 4.2.4): so it
/// goes on listening, a bounded number of times.
/// </summary>
internal sealed class DtlsAssociation : IDisposable
{
    /// <summary>Datagrams that are looked at after the end: a few repeats and a close_notify.</summary>
    private const int MaxLate = 64;

    private readonly HandshakeDatagrams _datagrams;
    private readonly DtlsTransport _transport;
    private readonly byte[] _buffer = new byte[2048];
    private readonly Lock _reading = new();
    private int _late;
    private volatile bool _disposed;

    public DtlsAssociation(HandshakeDatagrams datagrams, DtlsTransport transport, SrtpKeys keys)
    {
        _datagrams = datagrams;
        _transport = transport;
        Keys = keys;
        datagrams.Arrived = OnArrived;
    }

    public SrtpKeys Keys { get; }

    public void Dispose()
    {
        _disposed = true;
        lock (_reading)
        {
            _datagrams.Close();
        }
    }

    private void OnArrived()
    {
        if (Interlocked.Increment(ref _late) <= MaxLate)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static association => association.Read(), this, preferLocal: false);
        }
    }

    private void Read()
    {
        lock (_reading)
        {
            try
            {
                if (!_disposed)
                {
                    _ = _transport.Receive(_buffer, 0, _buffer.Length, 1);
                }
            }
            catch (IOException)
            {
                // An alert, or noise: the keys stay what they are, and the dialog says when the call ends.
                _disposed = true;
            }
        }
    }
}
