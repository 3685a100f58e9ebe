using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CallSummary.AllInOne.Demo;

/// <summary>What the demo sets in the service: everything on loopback, a fresh data folder, one bridge route a sample call.</summary>
internal sealed class DemoSettings
{
    private DemoSettings(IPEndPoint sip, string dataDirectory, Dictionary<string, string?> values)
    {
        Sip = sip;
        DataDirectory = dataDirectory;
        Values = values;
    }

    /// <summary>Where the service keeps what it has.</summary>
    public string DataDirectory { get; }

    /// <summary>Where the service takes calls.</summary>
    public IPEndPoint Sip { get; }

    /// <summary>The settings, as configuration keys.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; }

    public static DemoSettings For(IReadOnlyList<SampleCall> calls, int calleePort, string tenant, string subscriber)
    {
        var sip = new IPEndPoint(IPAddress.Loopback, FreeUdpPort());
        var dataDirectory = Path.Combine(Path.GetTempPath(), $"callsummary-demo-{Environment.ProcessId}");
        var values = new Dictionary<string, string?>
        {
            ["Urls"] = $"http://127.0.0.1:{(IsFree(8080) ? 8080 : 0)}",
            ["CallSummary:Storage:DataDirectory"] = dataDirectory,
            ["Logging:LogLevel:Default"] = "Warning",
            // The sample subscriber's server is on this machine.
            ["CallSummary:Portal:Webhooks:AllowHttp"] = "true",
            ["CallSummary:Portal:Webhooks:AllowPrivateAddresses"] = "true",
        };
        Gateway("SipUdp", sip.ToString());
        Gateway("SipTcp", "");
        Gateway("Media:Address", IPAddress.Loopback.ToString());
        Gateway("Tenants:0:Id", tenant);
        Gateway("Tenants:0:Subscribers:0", subscriber);
        Gateway("Trunks:0:Name", "loopback");
        Gateway("Trunks:0:Tenant", tenant);
        Gateway("Trunks:0:Peers:0", "127.0.0.0/8");
        foreach (var (call, index) in calls.Select((call, index) => (call, index)))
        {
            Gateway($"Routes:{index}:Number", call.CalleeNumber);
            Gateway($"Routes:{index}:Action", "Bridge");
            Gateway($"Routes:{index}:NextHop", string.Create(CultureInfo.InvariantCulture, $"sip:{{number}}@127.0.0.1:{calleePort}"));
            Gateway($"Routes:{index}:NoticeLanguage", call.Language);
        }

        return new DemoSettings(sip, dataDirectory, values);

        void Gateway(string key, string value) => values[$"CallSummary:Gateway:{key}"] = value;
    }

    private static int FreeUdpPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
