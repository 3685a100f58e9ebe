using System.Globalization;
using System.Net;
using CallSummary.Contracts;
using CallSummary.Rtp;

namespace CallSummary.Benchmarks.Media;

/// <summary>
/// Our engine and recording path in a process of its own, so that its CPU time is its own too. It obeys lines on its input: open COUNT,
/// mark, collect, close, and ends with it.
/// </summary>
internal sealed class MediaServer : IAsyncDisposable
{
    public const string Role = "media-server";

    private readonly MediaEngine _engine;
    private readonly string _folder;
    private readonly bool _shared;
    private readonly bool _relay;
    private readonly bool _findUtterances;
    private readonly List<ServedCall> _calls = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    private MediaServer(string[] args)
    {
        _folder = args[0];
        _shared = args.Contains("shared");
        _relay = args.Contains("relay");
        _findUtterances = args.Contains("live");
        _engine = new MediaEngine(new MediaEngineOptions
        {
            BindAddress = IPAddress.Loopback,
            MaxLegs = 32_000,
            SharedPorts = _shared,
            Shards = 1,
            Transport = args.Contains("portable") ? MediaTransport.Portable : MediaTransport.Auto,
        });
        _writing = WriteAsync();
    }

    public static async Task<int> RunAsync(string[] args)
    {
        await using var server = new MediaServer(args);
        Console.WriteLine("READY");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            Console.WriteLine(words[0] switch
            {
                "open" => server.Open(int.Parse(words[1], CultureInfo.InvariantCulture)),
                "mark" => server.Mark(),
                "collect" => Collect(),
                "close" => await server.CloseAsync(),
                _ => "?",
            });
        }

        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _stop.CancelAsync();
        await _writing;
        await _engine.DisposeAsync();
        _stop.Dispose();
    }

    private string Open(int count)
    {
        var ports = new List<int>();
        for (var i = 0; i < count; i++)
        {
            var first = _calls.Count * 2;
            var call = new ServedCall(leg => new FileStream(Path.Combine(_folder, $"{first + (int)leg - (int)Leg.Caller}.leg"), FileMode.Create, FileAccess.Write, FileShare.Read, 0), _findUtterances);
            call.Open(OpenLeg, first, _relay);
            ports.AddRange(call.Legs.Select(l => l.LocalEndPoint.Port));
            lock (_gate)
            {
                _calls.Add(call);
            }
        }

        return string.Join(' ', ports);
    }

    // What a busy process does now and then by itself; this one allocates nothing that would make it.
    private static string Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return "collected";
    }

    private MediaLeg OpenLeg(IMediaSink sink)
    {
        var result = _engine.OpenLeg(sink, new LegPlacement(_shared), out var leg);
        return leg ?? throw new InvalidOperationException($"No leg: {result}.");
    }

    private string Mark()
    {
        var s = _engine.Statistics;
        long dropped;
        lock (_gate)
        {
            dropped = _calls.Sum(c => c.Dropped);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{GC.GetTotalAllocatedBytes(precise: true)} {s.Received} {GC.GetTotalPauseDuration().TotalMilliseconds} {GC.CollectionCount(0)} lost={s.Lost} wrong={s.WrongSource} invalid={s.Invalid} failures={s.SendFailures} notrelayed={s.NotRelayed} late={s.Late} dropped={dropped} heap={GC.GetTotalMemory(false) >> 10}K committed={GC.GetGCMemoryInfo().TotalCommittedBytes >> 10}K");
    }

    private async Task<string> CloseAsync()
    {
        List<ServedCall> calls;
        lock (_gate)
        {
            calls = [.. _calls];
            _calls.Clear();
        }

        foreach (var call in calls)
        {
            foreach (var leg in call.Legs)
            {
                await leg.DisposeAsync();
            }

            call.Dispose();
        }

        return "closed";
    }

    private async Task WriteAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                lock (_gate)
                {
                    foreach (var call in _calls)
                    {
                        call.Drain();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
