using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp.Packets;

namespace CallSummary.Rtp.Receiving;

/// <summary>Reads a socket into one buffer, for as long as it is open. Nothing is allocated per datagram.</summary>
internal sealed class DatagramLoop(Socket socket, MediaClock clock, DatagramHandler handler)
{
    // Larger datagrams than any we accept: they are cut off, or refused by the platform, and counted invalid.
    private const int BufferLength = 2048;

    // A socket that only fails is broken; it must not spin.
    private const int MaxConsecutiveErrors = 100;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferLength, pinned: true);
    private readonly SocketAddress _from = new(socket.AddressFamily);

    /// <summary>Ends when the socket is disposed.</summary>
    public async Task RunAsync()
    {
        // Off the caller's thread even when datagrams wait already.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var errors = 0;
        while (errors < MaxConsecutiveErrors)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(_buffer, SocketFlags.None, _from).ConfigureAwait(false);
                errors = 0;
                handler(_buffer.AsSpan(0, length), SourceKey.From(_from), clock.Time.GetTimestamp());
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
            {
                return;
            }
            catch (SocketException)
            {
                errors++;
            }
        }
    }
}
