using System.Diagnostics;

namespace CallSummary.Benchmarks.Media;

/// <summary>A program that relays and records the player's calls.</summary>
internal abstract class Contender(string name) : IAsyncDisposable
{
    private readonly Process _process = new();

    public string Name => name;

    /// <summary>Until what is compiled while it runs has been compiled.</summary>
    public virtual TimeSpan WarmUp => TimeSpan.FromSeconds(2);

    public int ProcessId => _process.Id;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("callsummary-media-").FullName;

    protected StreamWriter Input => _process.StandardInput;

    protected StreamReader Output => _process.StandardOutput;

    /// <summary>Starts it and sets the calls up.</summary>
    /// <returns>The port on 127.0.0.1 that each leg sends to.</returns>
    public abstract Task<IReadOnlyList<int>> OpenAsync(int calls);

    /// <summary>Ends the calls and reads back what was recorded.</summary>
    /// <returns>Packets recorded of each leg, each checked bit by bit.</returns>
    public abstract Task<int[]> CloseAsync(int legs);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Adds a recorded payload to the count; anything but what was sent is an error.</summary>
    protected static void Count(int[] recorded, ReadOnlySpan<byte> payload)
    {
        if (!LoadPacket.TryRead(payload, out var leg, out _, out _))
        {
            throw new WorkGateException("A recorded payload is not what was sent.");
        }

        recorded[leg]++;
    }

    protected void Start(string program, params IEnumerable<string> arguments)
    {
        _process.StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process.Start();
    }

    protected void End()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(10_000);
    }

    protected void Terminate()
    {
        _process.Kill();
        _process.WaitForExit(10_000);
    }
}
