using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallSummary.IntegrationTests.Sip;

/// <summary>A real DNS server over UDP on loopback that knows what a test tells it (RFC 1035, 4; RFC 2782; RFC 3403).</summary>
internal sealed class TinyDnsServer : IAsyncDisposable
{
    private const ushort A = 1, Aaaa = 28, Srv = 33, Naptr = 35;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Dictionary<(string Name, ushort Type), List<byte[]>> _records = [];
    private readonly Task _loop;

    public TinyDnsServer() => _loop = Task.Run(ServeAsync);

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    /// <summary>Questions that were asked.</summary>
    public int Questions { get; private set; }

    public TinyDnsServer Address(string name, string address)
    {
        var ip = IPAddress.Parse(address);
        return Add(name, ip.AddressFamily == AddressFamily.InterNetworkV6 ? Aaaa : A, ip.GetAddressBytes());
    }

    public TinyDnsServer Service(string name, ushort priority, ushort weight, int port, string target) =>
        Add(name, Srv, [.. Number(priority), .. Number(weight), .. Number((ushort)port), .. Name(target)]);

    public TinyDnsServer Pointer(string name, ushort order, ushort preference, string service, string replacement) =>
        Add(name, Naptr, [.. Number(order), .. Number(preference), .. Text("s"), .. Text(service), .. Text(""), .. Name(replacement)]);

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _loop;
    }

    private static byte[] Number(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Name(string name) => [.. name.Split('.').SelectMany(Text), 0];

    private TinyDnsServer Add(string name, ushort type, byte[] data)
    {
        lock (_records)
        {
            if (!_records.TryGetValue((name, type), out var list)) _records[(name, type)] = list = [];
            list.Add(data);
        }
        return this;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var query = await _socket.ReceiveAsync();
                await _socket.SendAsync(Answer(query.Buffer), query.RemoteEndPoint);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private byte[] Answer(byte[] query)
    {
        var labels = new List<string>();
        var at = 12;
        for (; query[at] != 0; at += query[at] + 1) labels.Add(Encoding.ASCII.GetString(query, at + 1, query[at]));
        var type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(at + 1));
        var question = query[12..(at + 5)];
        List<byte[]> found;
        lock (_records)
        {
            Questions++;
            found = [.. _records.GetValueOrDefault((string.Join('.', labels).ToLowerInvariant(), type)) ?? []];
        }
        // An answer with the question, recursion available; each record points at the question's name; a time to live of a minute.
        IEnumerable<byte> header = [query[0], query[1], 0x85, 0x80, .. Number(1), .. Number((ushort)found.Count), .. Number(0), .. Number(0)];
        return [.. header, .. question, .. found.SelectMany(data => (byte[])[0xC0, 12, .. Number(type), .. Number(1), 0, 0, 0, 60, .. Number((ushort)data.Length), .. data])];
    }
}
