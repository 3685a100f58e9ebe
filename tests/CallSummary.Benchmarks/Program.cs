using CallSummary.Benchmarks;
using CallSummary.Benchmarks.Fuzz;
using CallSummary.Benchmarks.Media;
using CallSummary.Benchmarks.Sip;

if (args is [MediaServer.Role, ..])
{
    return await MediaServer.RunAsync(args[1..]);
}

var quick = args.Contains("--quick");
var name = args.FirstOrDefault(a => !a.StartsWith('-'));
if (name is null)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/CallSummary.Benchmarks -- NAME [--quick]   (list: what there is)");
    return 2;
}

if (name == "list")
{
    foreach (var benchmark in BenchmarkRegistry.All)
    {
        Console.WriteLine($"{benchmark.Id,-4} {benchmark.Group,-8} {benchmark.Description}");
    }

    return 0;
}

// The server of P13, in a process of its own.
if (name == "answer-calls")
{
    return await CallAnswerer.RunAsync(args);
}

if (name == "fuzz")
{
    return await FuzzCommand.RunAsync(args, Console.Out, Console.Error);
}

return await BenchmarkRunner.RunAsync(name, quick, Console.Out, Console.Error);
