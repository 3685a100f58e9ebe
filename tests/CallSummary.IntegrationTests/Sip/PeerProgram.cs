using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace CallSummary.IntegrationTests.Sip;

/// <summary>A SIP program from the distribution, run as a child process that ends with the test.</summary>
internal sealed class PeerProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private PeerProgram(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Skips the test with its reason where the program is missing; in CI (CI=true) that is a failure.</summary>
    public static void Require(string program, string package)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
        if (isThere) return;
        var reason = $"{program} is not installed: apt-get install {package}";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }

    public static PeerProgram Start(string program, string workingFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["TERM"] = "dumb";
        var peer = new PeerProgram(new Process { StartInfo = start });
        peer._process.OutputDataReceived += (_, line) => peer.Append(line.Data);
        peer._process.ErrorDataReceived += (_, line) => peer.Append(line.Data);
        peer._process.Start();
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        return peer;
    }

    public static int FreePort(SocketType type = SocketType.Dgram) => type == SocketType.Dgram ? TestKit.FreePort.Udp() : TestKit.FreePort.Tcp();

    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            if (line is not null && _output.Length < 200_000) _output.AppendLine(line);
        }
    }
}
