using System.Reflection;
using System.Text;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Contracts;

/// <summary>
/// The wire is frozen: full type names are the bus's message identity, property names and value shapes its format. A
/// difference here is a break for every running host; only additions of optional properties may change the snapshot.
/// </summary>
public sealed class ContractSnapshotTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Messages_Serialised_EqualSnapshot()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(CallStarted).Assembly.GetExportedTypes()
                     .Where(t => t is { IsClass: true, IsSealed: true, IsAbstract: false })
                     .OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append("// ").AppendLine(type.FullName);
            text.AppendLine(JsonSerializer.Serialize(Sample(type), type, Indented));
        }

        Snapshot.Verify(text.ToString(), "Contracts/messages.snapshot.txt");
    }

    [Fact]
    public void Enums_Values_EqualSnapshot()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(CallStarted).Assembly.GetExportedTypes().Where(t => t.IsEnum)
                     .OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            var members = Enum.GetValues(type).Cast<object>().Select(v => $"{v} = {(int)v}");
            text.AppendLine(type.FullName).Append("  ").AppendLine(string.Join("\n  ", members));
        }

        Snapshot.Verify(text.ToString(), "Contracts/enums.snapshot.txt");
    }

    private static object Sample(Type type)
    {
        var instance = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            property.SetValue(instance, Value(property.PropertyType, property.Name));
        }

        return instance;
    }

    private static object Value(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return name;
        if (type == typeof(Guid)) return Guid.Parse("019abcde-0000-7000-8000-000000000001");
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 24, 12, 30, 15, TimeSpan.FromHours(9));
        if (type == typeof(TimeSpan)) return TimeSpan.FromMilliseconds(61_250);
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return 7;
        if (type == typeof(long)) return 7_000_000_000L;
        if (type == typeof(double)) return 0.25;
        if (type == typeof(byte[])) return new byte[] { 0xFF, 0x7F, 0x00 };
        if (type.IsEnum) return Enum.GetValues(type).GetValue(1)!;
        if (type.IsGenericType)
        {
            var element = type.GetGenericArguments()[0];
            var array = Array.CreateInstance(element, 1);
            array.SetValue(Value(element, name), 0);
            return array;
        }

        return Sample(type);
    }
}
