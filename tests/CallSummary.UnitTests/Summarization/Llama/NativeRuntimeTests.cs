using CallSummary.Summarization.Llama;

namespace CallSummary.UnitTests.Summarization.Llama;

public sealed class NativeRuntimeTests
{
    [Fact]
    public void RequireOpenMp_Missing_NamesThePackage()
    {
        static bool Missing(string name, out nint handle)
        {
            handle = 0;
            return false;
        }

        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("libgomp1 is needed on Linux only.");
        }

        Assert.Contains("apt-get install -y libgomp1", Assert.Throws<InvalidOperationException>(() => NativeRuntime.RequireOpenMp(Missing)).Message, StringComparison.Ordinal);
    }
}
