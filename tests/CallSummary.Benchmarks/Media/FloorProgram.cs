using System.Buffers.Binary;
using System.Diagnostics;

namespace CallSummary.Benchmarks.Media;

/// <summary>The minimal C program, compiled here and now.</summary>
internal sealed class FloorProgram(bool relay) : Contender("C floor")
{
    private const int Port = 15_000;

    /// <summary>Whether there is a compiler.</summary>
    public static bool IsAvailable => File.Exists("/usr/bin/gcc");

    public override async Task<IReadOnlyList<int>> OpenAsync(int calls)
    {
        var program = Path.Combine(Folder, "floor");
        using var compiler = Process.Start("/usr/bin/gcc", ["-O2", "-o", program, Path.Combine(AppContext.BaseDirectory, "Media", "floor.c")]);
        await compiler.WaitForExitAsync();
        Start(program, $"{Port}", $"{calls * 2}", Folder, relay ? "1" : "0");
        if (await Output.ReadLineAsync() != "READY")
        {
            throw new WorkGateException("The C floor did not start.");
        }

        return [.. Enumerable.Repeat(Port, calls * 2)];
    }

    public override async Task<int[]> CloseAsync(int legs)
    {
        End();
        var recorded = new int[legs];
        foreach (var path in Directory.EnumerateFiles(Folder, "*.raw"))
        {
            var file = await File.ReadAllBytesAsync(path);
            for (var at = 0; at < file.Length;)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
                Count(recorded, file.AsSpan(at + 16, length));
                at += 16 + length;
            }
        }

        return recorded;
    }
}
