using CallSummary.Audio.Recordings;
using CallSummary.Audio.Timeline;
using CallSummary.Contracts;
using CallSummary.Gateway.Recording;

namespace CallSummary.UnitTests.Gateway.Recording;

public sealed class PacketQueueTests
{
    private static readonly TimelinePacket Packet = new(1, 2, 3, RecordedCodec.Pcmu, TimeSpan.Zero);

    [Fact]
    public void Add_PastItsCapacity_DropsAndCounts()
    {
        var queue = new PacketQueue(2);
        for (byte i = 0; i < 5; i++)
        {
            queue.Add(Leg.Callee, Packet, [i]);
        }

        Assert.Equal((2, 3), (queue.Accepted, queue.Dropped));
        Assert.Equal([0, 1], TakeAll(queue));
        queue.Add(Leg.Callee, Packet, [9]);
        Assert.Equal([9], TakeAll(queue));
    }

    [Fact]
    public void Add_AfterClose_IsIgnored()
    {
        var queue = new PacketQueue(2);
        queue.Add(Leg.Callee, Packet, [1]);
        queue.Close();
        queue.Add(Leg.Callee, Packet, [2]);

        Assert.Equal([1], TakeAll(queue));
        Assert.Equal(0, queue.Dropped);
    }

    [Fact]
    public void Add_MoreThanABlockHolds_ComesOutInOrder()
    {
        var queue = new PacketQueue(100);
        for (byte i = 0; i < 100; i++)
        {
            var payload = new byte[1024];
            payload[0] = i;
            queue.Add(Leg.Callee, Packet, payload);
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (byte)i), TakeAll(queue));
    }

    [Fact]
    public void Add_SteadyState_AllocatesNothing()
    {
        var queue = new PacketQueue(10);
        var payload = new byte[160];
        for (var i = 0; i < 1000; i++)
        {
            AddAndTake(queue, payload);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            AddAndTake(queue, payload);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Return_AfterABurst_KeepsOnlyWhatTheNextOneNeeds()
    {
        var queue = new PacketQueue(100_000);
        for (var i = 0; i < 20_000; i++)
        {
            queue.Add(Leg.Caller, Packet, new byte[1024]);
        }

        PacketBlock.Return(queue.TakeAll());

        // Tests beside this one use a few.
        Assert.InRange(PacketBlock.Free, 0, 1000);
    }

    private static void AddAndTake(PacketQueue queue, byte[] payload)
    {
        queue.Add(Leg.Caller, Packet, payload);
        PacketBlock.Return(queue.TakeAll());
    }

    private static List<byte> TakeAll(PacketQueue queue)
    {
        List<byte> taken = [];
        var first = queue.TakeAll();
        for (var block = first; block is not null; block = block.Next)
        {
            for (var place = 0; block.TryRead(ref place, out var packet);)
            {
                Assert.Equal((Leg.Callee, Packet), (packet.Leg, packet.Packet));
                taken.Add(packet.Payload[0]);
            }
        }

        PacketBlock.Return(first);
        return taken;
    }
}
