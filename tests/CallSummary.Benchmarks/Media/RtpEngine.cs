using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CallSummary.Rtp.Packets;

namespace CallSummary.Benchmarks.Media;

/// <summary>rtpengine without its kernel module, recording to pcap, told what to do through its ng protocol.</summary>
internal sealed partial class RtpEngine() : Contender("rtpengine")
{
    private const string Program = "/usr/bin/rtpengine";
    private const int ControlPort = 22_222;
    private const int MaxPings = 100;
    private const int EthernetHeaders = 14 + 20 + 8;

    private static readonly IPEndPoint s_address = new(IPAddress.Loopback, ControlPort);

    private readonly UdpClient _control = new(new IPEndPoint(IPAddress.Loopback, 0));
    private int _cookie;
    private int _calls;

    public static bool IsAvailable => File.Exists(Program);

    public override async Task<IReadOnlyList<int>> OpenAsync(int calls)
    {
        _calls = calls;
        Start(
            Program, "--foreground", "--log-stderr", "--log-level=3", "--table=-1", "--interface=127.0.0.1", $"--listen-ng=127.0.0.1:{ControlPort}",
            "--port-min=20000", "--port-max=32000", $"--recording-dir={Folder}", "--recording-method=pcap", "--recording-format=eth", "--num-threads=2", "--delete-delay=0");
        for (var i = 0; !await PingAsync(); i++)
        {
            if (i == MaxPings)
            {
                throw new WorkGateException("rtpengine does not answer.");
            }
        }

        _control.Connect(s_address);

        var ports = new List<int>();
        for (var call = 0; call < calls; call++)
        {
            // The answer to one party's description names the port for the other.
            var forCallee = PortOf(await CommandAsync("offer", call, call * 2));
            var forCaller = PortOf(await CommandAsync("answer", call, (call * 2) + 1));
            ports.AddRange([forCaller, forCallee]);
        }

        return ports;
    }

    public override async Task<int[]> CloseAsync(int legs)
    {
        for (var call = 0; call < _calls; call++)
        {
            await CommandAsync("delete", call, call * 2);
        }

        _control.Dispose();
        var recorded = new int[legs];
        foreach (var path in Directory.EnumerateFiles(Folder, "*.pcap", SearchOption.AllDirectories))
        {
            var file = await File.ReadAllBytesAsync(path);
            for (var at = 24; at + 16 <= file.Length;)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
                var datagram = file.AsSpan(at + 16, length)[EthernetHeaders..];
                if (!RtpPacket.IsControl(datagram))
                {
                    Count(recorded, datagram[RtpPacket.HeaderLength..]);
                }

                at += 16 + length;
            }
        }

        Terminate();
        return recorded;
    }

    // Not connected yet, so that a port where nobody listens so far is no error: the answer is waited for, and asked for again.
    private async Task<bool> PingAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        try
        {
            await _control.SendAsync(Encoding.ASCII.GetBytes($"p{_cookie++} d7:command4:pinge"), s_address, patience.Token);
            await _control.ReceiveAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<string> CommandAsync(string command, int call, int leg)
    {
        var address = LoadPlayer.AddressOf(leg);
        var sdp = $"v=0\r\no=- 1 1 IN IP4 {address.Address}\r\ns=-\r\nc=IN IP4 {address.Address}\r\nt=0 0\r\nm=audio {address.Port} RTP/AVP 0\r\n";
        var cookie = $"{_cookie++} ";
        var body = new StringBuilder($"{cookie}d");
        foreach (var (key, value) in new[]
        {
            ("ICE", "remove"), ("call-id", $"call{call}"), ("command", command), ("from-tag", "a"), ("record call", "yes"), ("sdp", sdp), ("to-tag", "b"),
        })
        {
            if (key != "to-tag" || command == "answer")
            {
                body.Append(CultureInfo.InvariantCulture, $"{key.Length}:{key}{value.Length}:{value}");
            }
        }

        await _control.SendAsync(Encoding.ASCII.GetBytes(body.Append('e').ToString()));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        string reply;
        do
        {
            // An answer to an earlier ping may still come.
            reply = Encoding.ASCII.GetString((await _control.ReceiveAsync(patience.Token)).Buffer);
        }
        while (!reply.StartsWith(cookie, StringComparison.Ordinal));

        return reply.Contains("6:result2:ok", StringComparison.Ordinal) ? reply : throw new WorkGateException($"rtpengine refused {command}: {reply}");
    }

    private static int PortOf(string reply) => int.Parse(MediaLine().Match(reply).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("m=audio ([0-9]+) ")]
    private static partial Regex MediaLine();
}
