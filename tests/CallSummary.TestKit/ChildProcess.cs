using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace CallSummary.TestKit;

/// <summary>A program that a test runs beside itself, with its output kept. Ends with the test at the latest.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ChildProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Standard output and standard error, in the order of arrival.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts one of our executables, built in this test's configuration, for example <c>CallSummary.GatewayHost</c>.</summary>
    public static ChildProcess StartOurs(string project, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [DllOf(project), .. arguments]);
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new ChildProcess(start);
    }

    /// <summary>Path of one of our executables, built in this test's configuration.</summary>
    public static string DllOf(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var dll = Path.Combine(RepositoryRoot.Path, ".artifacts", "bin", project, configuration, project + ".dll");
        Assert.True(File.Exists(dll), $"{dll} is not built: dotnet build CallSummary.sln");
        return dll;
    }

    /// <summary>Starts any program.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string? workingDirectory = null) =>
        new(new ProcessStartInfo(program, arguments) { WorkingDirectory = workingDirectory ?? string.Empty });

    /// <summary>Waits until a line holds the text.</summary>
    public Task WaitForLineAsync(string text, TimeSpan? within = null) =>
        WaitAsync(() => Task.FromResult(_lines.Any(line => line.Contains(text, StringComparison.Ordinal))), $"the line '{text}'", within);

    /// <summary>Waits until the URL answers 2xx, for example <c>/health/ready</c>.</summary>
    public async Task WaitForHealthAsync(Uri url, TimeSpan? within = null)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await WaitAsync(
            async () =>
            {
                try
                {
                    using var response = await http.GetAsync(url, TestContext.Current.CancellationToken);
                    return response.IsSuccessStatusCode;
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
                {
                    return false;
                }
            },
            $"{url} to answer 200",
            within);
    }

    /// <summary>SIGTERM: asks it to end; returns its exit code.</summary>
    public async Task<int> TerminateAsync(TimeSpan? within = null)
    {
        using (var kill = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        return await ExitAsync(within);
    }

    /// <summary>SIGKILL: ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its own end; returns its exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        try
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(within ?? Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Process {Id} did not end within {within ?? Patience}. It wrote:\n{string.Join('\n', _lines)}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // With its own children: one that stays would hold the output open, and the wait for its end would be for ever.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process.Dispose();
    }

    private async Task WaitAsync(Func<Task<bool>> condition, string what, TimeSpan? within)
    {
        var ended = false;
        try
        {
            await Eventually.True(async () => await condition() || (ended = _process.HasExited), what, within ?? Patience);
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            Assert.Fail($"{exception.Message}\nProcess {Id} wrote:\n{string.Join('\n', _lines)}");
        }

        // What it wrote last may arrive after its end.
        if (ended)
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(await condition(), $"Process {Id} ended with {_process.ExitCode} before {what}. It wrote:\n{string.Join('\n', _lines)}");
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
