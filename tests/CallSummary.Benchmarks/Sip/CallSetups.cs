using System.Globalization;
using CallSummary.TestKit;

namespace CallSummary.Benchmarks.Sip;

/// <summary>
/// P13: calls that a user agent server sets up and ends per second of one core: INVITE, 200, ACK, BYE, 200 from SIPp over UDP, against our
/// stack, Kamailio (stateful, answering by itself) and SIPp's own server, in turns. Work gate: no call failed at any of them.
/// </summary>
internal static class CallSetups
{
    private const int Rate = 1_000;
    private const int WarmRate = 200;

    /// <summary>It keeps transactions for five seconds: its usual 64 MB are full after five thousand calls, and then it fails them.</summary>
    private const string KamailioMegabytes = "1024";

    public static Benchmark Benchmark { get; } = new("P13", "sip", "call set-ups per second per core beside Kamailio and SIPp's own server", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        foreach (var program in (string[])["sipp", "kamailio"])
        {
            if (!File.Exists($"/usr/bin/{program}") && !File.Exists($"/usr/sbin/{program}")) throw new WorkGateException($"{program} is not installed: apt-get install sip-tester kamailio.");
        }
        using var folder = new TempFolder();
        var ourPort = FreePort.Udp();
        var kamailioPort = FreePort.Udp();
        var sippPort = FreePort.Udp();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "kamailio.cfg"), KamailioConfiguration(kamailioPort));
        await using var ours = await StartOursAsync(ourPort);
        await using var kamailio = ChildProcess.Start("kamailio", ["-DD", "-E", "-m", KamailioMegabytes, "-f", Path.Combine(folder.Path, "kamailio.cfg"), "-P", Path.Combine(folder.Path, "pid"), "-Y", folder.Path]);
        await using var sipp = ChildProcess.Start("sipp", ["-sn", "uas", "-i", "127.0.0.1", "-p", Text(sippPort), "-nostdin"], folder.Path);

        try
        {
            return await MeasureAsync(quick, folder.Path, [("P13", ourPort, ours.Id), ("P13.kamailio", kamailioPort, kamailio.Id), ("P13.sipp", sippPort, sipp.Id)]);
        }
        finally
        {
            // Asked to end it takes its children along; killed it would leave them.
            await kamailio.TerminateAsync();
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(bool quick, string folder, (string Id, int Port, int Process)[] servers)
    {
        var calls = quick ? 4_000 : 20_000;
        // Slowly at first: what is compiled at its first use holds up a thousand calls a second for longer than SIPp waits on a loaded machine.
        foreach (var server in servers) await CallAsync(server, 1_000, WarmRate, folder);
        var cpu = new double[servers.Length];
        const int Rounds = 2;
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < servers.Length; i++)
            {
                var before = ProcessCpu.Seconds(servers[i].Process);
                await CallAsync(servers[i], calls / Rounds, Rate, folder);
                cpu[i] += ProcessCpu.Seconds(servers[i].Process) - before;
            }
        }
        return [.. servers.Select((server, i) => new Figure(server.Id, Math.Round(calls / cpu[i]), "calls/s/core", null))];
    }

    private static async Task<ChildProcess> StartOursAsync(int port)
    {
        var us = ChildProcess.Start(Environment.ProcessPath!, [.. OwnArguments(), "answer-calls", Text(port)]);
        for (var i = 0; i < 300 && !us.Lines.Contains("ready"); i++) await Task.Delay(100);
        return us;
    }

    /// <summary>Under <c>dotnet x.dll</c> the process is dotnet's.</summary>
    private static string[] OwnArguments() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(CallSetups).Assembly.Location] : [];

    private static async Task CallAsync((string Id, int Port, int Process) server, int calls, int rate, string folder)
    {
        await using var caller = ChildProcess.Start(
            "sipp",
            ["-sn", "uac", $"127.0.0.1:{Text(server.Port)}", "-i", "127.0.0.1", "-r", Text(rate), "-m", Text(calls), "-d", "0", "-nostdin", "-timeout", "90", "-timeout_error"],
            folder);
        await caller.ExitAsync(TimeSpan.FromSeconds(120));
        var output = string.Join('\n', caller.Lines);
        if (Failed(output) != 0) throw new WorkGateException($"not every call to {server.Id} succeeded: {output[Math.Max(0, output.Length - 1_500)..]}");
    }

    /// <summary>The cumulative count of the statistics that SIPp ends with; -1 without them.</summary>
    private static int Failed(string output)
    {
        var line = output.Split('\n').LastOrDefault(text => text.Contains("Failed call", StringComparison.Ordinal));
        return line is not null && int.TryParse(line.Split('|')[^1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var failed) ? failed : -1;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string KamailioConfiguration(int port) => $$"""
        debug=0
        log_stderror=yes
        fork=yes
        children=1
        auto_aliases=no
        disable_tcp=yes
        listen=udp:127.0.0.1:{{port}}
        mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
        loadmodule "kex.so"
        loadmodule "tm.so"
        loadmodule "sl.so"
        loadmodule "pv.so"
        loadmodule "rr.so"
        loadmodule "textops.so"
        request_route {
          if (is_method("ACK")) { exit; }
          if (!t_newtran()) { sl_reply_error(); exit; }
          if (is_method("INVITE")) {
            append_to_reply("Contact: <sip:uas@127.0.0.1:{{port}}>\r\nContent-Type: application/sdp\r\n");
            set_reply_body("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n", "application/sdp");
          }
          t_reply("200", "OK");
          exit;
        }
        """;
}
