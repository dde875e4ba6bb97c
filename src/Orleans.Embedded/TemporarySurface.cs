// Attributes only, so that contracts compile; the engine replaces this file (delete it when its own surface lands).
#pragma warning disable
namespace Orleans {
[System.AttributeUsage(System.AttributeTargets.All)] public class GenerateSerializerAttribute : System.Attribute {}
[System.AttributeUsage(System.AttributeTargets.All)] public class IdAttribute(uint id) : System.Attribute {}
[System.AttributeUsage(System.AttributeTargets.All)] public class AliasAttribute(string a) : System.Attribute {}
[System.AttributeUsage(System.AttributeTargets.All)] public class ImmutableAttribute : System.Attribute {}
namespace Concurrency {
[System.AttributeUsage(System.AttributeTargets.All)] public class ReadOnlyAttribute : System.Attribute {}
[System.AttributeUsage(System.AttributeTargets.All)] public class AlwaysInterleaveAttribute : System.Attribute {}
}
public interface IGrainWithStringKey {}
}
