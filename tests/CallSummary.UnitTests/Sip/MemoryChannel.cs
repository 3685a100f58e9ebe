using System.Net;
using CallSummary.Sip.Transports;

namespace CallSummary.UnitTests.Sip;

/// <summary>A transport that keeps what is sent.</summary>
internal sealed class MemoryChannel(SipProtocol protocol = SipProtocol.Udp) : SipChannel
{
    public static readonly IPEndPoint Remote = new(IPAddress.Parse("192.0.2.1"), 5060);

    private readonly System.Threading.Channels.Channel<byte[]> _sent = System.Threading.Channels.Channel.CreateUnbounded<byte[]>();

    public override SipProtocol Protocol => protocol;

    public override IPEndPoint LocalEndPoint { get; } = new(IPAddress.Parse("192.0.2.9"), 5060);

    public override bool IsOpen => true;

    /// <summary>When set, sending fails.</summary>
    public bool IsBroken { get; set; }

    public IPEndPoint? LastTarget { get; private set; }

    public System.Threading.Channels.ChannelReader<byte[]> Sent => _sent.Reader;

    public override bool TrySend(byte[] message, IPEndPoint remote)
    {
        LastTarget = remote;
        return !IsBroken && _sent.Writer.TryWrite(message);
    }

    /// <summary>Everything sent since the last call, as text.</summary>
    public List<string> Take()
    {
        var texts = new List<string>();
        while (_sent.Reader.TryRead(out var bytes)) texts.Add(System.Text.Encoding.UTF8.GetString(bytes));
        return texts;
    }
}
