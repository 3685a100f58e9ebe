using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp;
using CallSummary.Rtp.Batching;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Sending;
using CallSummary.Rtp.Transcoding;

namespace CallSummary.IntegrationTests.Rtp;

public sealed class ShardPortTests
{
    private static readonly MediaClock Clock = new(TimeProvider.System);

    [Fact]
    public async Task Send_ClosedPortWhoseDescriptorIsAnothersNow_IsRefused()
    {
        using var shard = new MediaShard(Clock, TwoLegs.Batched, new PortRange(IPAddress.Loopback, 20000, 29999), 0);
        using var socket = Bind();
        var open = new ShardPort(shard, socket, isShared: false);
        var (closed, heir) = await CloseAndInheritAsync(shard);
        using var heirOwner = heir;
        using var peer = Bind();
        using var transcoding = new TranscodingPool(Clock, 1);
        using var sender = new LegSender(closed, Clock, transcoding);
        var target = SourceKey.From((IPEndPoint)peer.LocalEndPoint!).ToSocketAddress(AddressFamily.InterNetwork);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Only what comes on the shard's own thread goes through its batch.
        open.Start((_, _, _) =>
        {
            closed.Send([1], target, sender);
            open.Send([2], target, null);
            sent.TrySetResult();
        });
        peer.SendTo([0], socket.LocalEndPoint!);
        await sent.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var received = new byte[1];
        await peer.ReceiveAsync(received, TestContext.Current.CancellationToken);
        await open.CloseAsync();

        Assert.Equal((2, 1L), (received[0], sender.Failures));
    }

    /// <summary>A port that is closed, and the socket that has its descriptor since: the system gives the lowest free one.</summary>
    private static async Task<(ShardPort Closed, Socket Heir)> CloseAndInheritAsync(MediaShard shard)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = new ShardPort(shard, Bind(), isShared: false);
            port.Start((_, _, _) => { });
            await port.CloseAsync();
            var heir = Bind();
            if ((int)heir.Handle == port.Descriptor)
            {
                return (port, heir);
            }

            heir.Dispose();
        }

        throw new InvalidOperationException("No descriptor was given again.");
    }

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
